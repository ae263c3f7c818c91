package dev.rigel.server.notification;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook on a free port of this machine, which keeps what it was sent. */
public final class Receiver implements AutoCloseable {
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  /** What came; headers by their names with a capital first letter. */
  public record Request(
      String method, String path, Map<String, List<String>> headers, String body) {}

  /** Listens until it is closed; answers 200. */
  public Receiver() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              new Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  Map.copyOf(exchange.getRequestHeaders()),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  /** From now on it answers with this status. */
  public Receiver answering(int newStatus) {
    status = newStatus;
    return this;
  }

  /** Its address, with a part that nobody should see. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook/secret-part";
  }

  /** What came, in order. */
  public List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
