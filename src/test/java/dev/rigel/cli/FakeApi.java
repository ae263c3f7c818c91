package dev.rigel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A server that gives prepared answers on loopback and remembers what it was asked. */
final class FakeApi implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Function<JsonNode, Answer>> answers = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();

  record Answer(int status, String body) {}

  record Request(String call, JsonNode body) {}

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
  }

  /** Prepares the answer to a call such as {@code GET /work_queues/name/blue}. */
  FakeApi on(String call, int status, String body) {
    return on(call, request -> new Answer(status, body));
  }

  FakeApi on(String call, Function<JsonNode, Answer> answer) {
    answers.put(call, answer);
    return this;
  }

  /** The bodies of the calls, in order. */
  List<JsonNode> bodies(String call) {
    return requests.stream().filter(r -> r.call().equals(call)).map(Request::body).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().substring("/api".length());
    var call = exchange.getRequestMethod() + " " + path;
    var sent = exchange.getRequestBody().readAllBytes();
    var body = sent.length == 0 ? null : Json.mapper().readTree(sent);
    requests.add(new Request(call, body));
    var answer =
        answers
            .getOrDefault(call, request -> new Answer(404, "{\"detail\":\"Object not found\"}"))
            .apply(body);
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
