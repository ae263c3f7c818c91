package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> served = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;
  private TcpProxy proxy;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          served.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    proxy = TcpProxy.before(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void close() {
    proxy.close();
    server.stop(0);
  }

  @Test
  void it_passes_requests_and_answers() throws Exception {
    assertThat(post("/a", LONG)).isEqualTo(204);
    assertThat(served).containsExactly("/a");
  }

  @Test
  void every_second_request_arrives_after_its_sender_gave_up_and_two_others() throws Exception {
    proxy.makeLate("/a");

    assertThatThrownBy(() -> post("/a", SHORT)).isInstanceOf(HttpTimeoutException.class);
    assertThat(served).isEmpty();
    await()
        .atMost(LONG)
        .until(
            () -> {
              // how soon the proxy sees that the sender has gone is not known
              assertThat(post("/b", LONG)).isEqualTo(204);
              return served.contains("/a");
            });

    assertThat(served.indexOf("/a")).isGreaterThanOrEqualTo(2);
    assertThat(post("/a", LONG)).isEqualTo(204);
    assertThat(proxy.late()).isEqualTo(1);
  }

  @Test
  void a_request_that_is_kept_arrives_when_it_is_released() throws Exception {
    proxy.hold("/a");
    assertThatThrownBy(() -> post("/a", SHORT)).isInstanceOf(HttpTimeoutException.class);
    assertThat(post("/b", LONG)).isEqualTo(204);
    assertThat(proxy.held()).isEqualTo(1);
    assertThat(served).containsExactly("/b");

    proxy.release();

    await().atMost(LONG).until(() -> served.contains("/a"));
  }

  @Test
  void the_answer_to_every_second_request_is_lost_after_it_was_served() throws Exception {
    proxy.loseAnswers("/a");

    assertThatThrownBy(() -> post("/a", LONG)).isInstanceOf(IOException.class);
    assertThat(post("/a", LONG)).isEqualTo(204);

    assertThat(proxy.lost()).isEqualTo(1);
    assertThat(served).containsExactly("/a", "/a");
  }

  @Test
  void nothing_comes_through_when_it_is_cut_until_it_passes_again() throws Exception {
    post("/a", LONG);

    proxy.cut();
    assertThatThrownBy(() -> post("/b", LONG)).isInstanceOf(IOException.class);
    proxy.pass();

    assertThat(post("/c", LONG)).isEqualTo(204);
    assertThat(served).containsExactly("/a", "/c");
  }

  @Test
  void a_black_hole_gives_what_it_kept_when_it_passes_again() throws Exception {
    proxy.blackHole();
    var answer = client.sendAsync(request("/a", LONG), BodyHandlers.discarding());
    assertThatThrownBy(() -> post("/b", SHORT)).isInstanceOf(HttpTimeoutException.class);
    assertThat(served).isEmpty();

    proxy.pass();

    assertThat(answer.get().statusCode()).isEqualTo(204);
  }

  private int post(String path, Duration patience) throws Exception {
    return client.send(request(path, patience), BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest request(String path, Duration patience) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(patience)
        .POST(BodyPublishers.ofString("body"))
        .build();
  }
}
