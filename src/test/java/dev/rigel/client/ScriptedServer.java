package dev.rigel.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Answers calls with what it was told, in order, and remembers them. */
final class ScriptedServer implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<Call> calls = new ArrayList<>();

  record Answer(int status, String body, Map<String, String> headers) {}

  record Call(String method, String path, String version, String authorization, String body) {}

  ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
  }

  ScriptedServer answers(int status, String body) {
    return answers(status, body, Map.of());
  }

  synchronized ScriptedServer answers(int status, String body, Map<String, String> headers) {
    answers.add(new Answer(status, body, headers));
    return this;
  }

  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers.getFirst("X-PREFECT-API-VERSION"),
            headers.getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    var answer = answers.remove();
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    // an empty value stands for no header
    exchange.getResponseHeaders().values().removeIf(values -> values.get(0).isEmpty());
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
