package dev.rigel.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Requests as bare as they come: any method, any body, no redirects followed. */
public final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final URI base;
  private final List<String> headers;
  private final String type;
  private final Duration patience;

  /** Requests below an address. */
  Http(URI base) {
    this(base, Duration.ofSeconds(30));
  }

  /** Requests below an address, each of which waits so long for its answer. */
  public Http(URI base, Duration patience) {
    this(base, List.of(), "application/json", patience);
  }

  private Http(URI base, List<String> headers, String type, Duration patience) {
    this.base = base;
    this.headers = headers;
    this.type = type;
    this.patience = patience;
  }

  /** What came back; the body as text and, when it is JSON, as a tree. */
  public record Answer(int status, String text, HttpHeaders headers) {
    /** The body as a tree. */
    public JsonNode json() {
      try {
        return Json.mapper().readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException("not JSON: " + text, e);
      }
    }
  }

  /** The same, with a header on every request. */
  public Http with(String header, String value) {
    var more = new ArrayList<>(headers);
    more.addAll(List.of(header, value));
    return new Http(base, more, type, patience);
  }

  /** The same, with another content type of its bodies than JSON's. */
  Http typed(String other) {
    return new Http(base, headers, other, patience);
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  /** Sends JSON. */
  public Answer post(String path, String body) {
    return send("POST", path, body);
  }

  /** An answer began and did not end. */
  public static final class CutAnswer extends UncheckedIOException {
    private CutAnswer(String request, IOException cause) {
      super(request, cause);
    }
  }

  /**
   * Sends; no body at all when it is null.
   *
   * @throws CutAnswer if the connection broke in the answer
   * @throws UncheckedIOException if no answer came
   */
  public Answer send(String method, String path, String body) {
    var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(patience).method(method, publisher);
    if (body != null) {
      request.header("Content-Type", type);
    }
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    try {
      var response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
      return new Answer(
          response.statusCode(), text(method + " " + path, response), response.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(String request, HttpResponse<InputStream> response) {
    var isGzip = response.headers().firstValue("Content-Encoding").filter("gzip"::equals);
    try (var body = isGzip.isPresent() ? new GZIPInputStream(response.body()) : response.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CutAnswer(request, e);
    }
  }
}
