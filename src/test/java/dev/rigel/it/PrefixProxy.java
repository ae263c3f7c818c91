package dev.rigel.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy as administrators put in front of a server: shows it below a prefix, passes the host's
 * name on, and rewrites nothing.
 */
final class PrefixProxy implements AutoCloseable {
  private static final String PREFIX = "/team/rigel";

  /** They hold for one connection, or the library sets them itself. */
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "transfer-encoding", "upgrade", "http2-settings");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final URI behind;

  PrefixProxy(URI behind) {
    this.behind = behind;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("no proxy", e);
    }
    server.createContext(PREFIX + "/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  /** Where it shows the server's root, with a slash at the end. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PREFIX + "/");
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var asked = exchange.getRequestURI().toString().substring(PREFIX.length());
      var body = exchange.getRequestBody().readAllBytes();
      var request =
          HttpRequest.newBuilder(URI.create(behind + asked))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                  values.forEach(value -> request.header(name, value));
                }
              });
      var answer = client.send(request.build(), BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OWN.contains(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      var length = answer.body().length == 0 ? -1 : answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
