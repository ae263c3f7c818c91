package dev.rigel.webapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The wire to a browser: calls with their answers; events are dropped. */
final class DevTools implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private final WebSocket socket;

  DevTools(URI address) {
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Answers()).join();
  }

  /** Sends a call and waits up to 20 s for its result. */
  synchronized JsonNode call(ObjectNode request) {
    var id = lastId.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    waiting.put(id, answer);
    socket.sendText(request.put("id", id).toString(), true).join();
    var body = answer.orTimeout(20, TimeUnit.SECONDS).join();
    if (body.has("error")) {
      throw new IllegalStateException(request.path("method").asText() + ": " + body.get("error"));
    }
    return body.path("result");
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      waiting.values().forEach(answer -> answer.completeExceptionally(error));
    }

    private void take(String message) {
      try {
        var body = JSON.readTree(message);
        var answer = waiting.remove(body.path("id").asInt());
        if (answer != null) {
          answer.complete(body);
        }
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("no JSON from the browser: " + message, e);
      }
    }
  }
}
