package dev.rigel.server.notification;

import dev.rigel.server.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Posts JSON to an address that a block names. */
@ApplicationScoped
class JsonPost {
  /** The receiver asks for patience with these; any other 4xx stays what it is. */
  private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429);

  private final Duration timeout;
  private final HttpClient http;

  /** A receiver has some seconds to take a connection, and as many to answer. */
  JsonPost() {
    this(Duration.ofSeconds(10));
  }

  JsonPost(Duration timeout) {
    this.timeout = timeout;
    // redirects are not followed: a message with secrets in its address goes nowhere else
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Posts a body; any 2xx is success. */
  void post(String url, Map<?, ?> headers, Object body) throws NotSent {
    // what comes after the status is not waited for: no time limit covers it
    try {
      var response = http.send(request(url, headers, body), BodyHandlers.ofInputStream());
      response.body().close();
      var status = response.statusCode();
      if (status / 100 == 5 || NOT_NOW.contains(status)) {
        throw NotSent.forNow("the receiver answered " + status);
      }
      if (status / 100 != 2) {
        throw NotSent.forGood("the receiver answered " + status);
      }
    } catch (IOException e) {
      throw NotSent.forNow("the receiver was not reached: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NotSent.forNow("the server is stopping");
    }
  }

  private HttpRequest request(String url, Map<?, ?> headers, Object body) throws NotSent {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(timeout)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(Columns.json(body)));
      headers.forEach((name, value) -> request.setHeader((String) name, String.valueOf(value)));
      return request.build();
    } catch (IllegalArgumentException e) {
      throw NotSent.forGood("the block's url or headers are not valid");
    }
  }
}
