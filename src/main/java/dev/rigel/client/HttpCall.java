package dev.rigel.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One call of a method of the contract over HTTP/1.1. */
final class HttpCall {
  /** The JDK's client keeps what the server said to itself. */
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(413, "Request Entity Too Large"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private final Route route;
  private final Method method;
  private final HttpRequest request;

  /**
   * A call that is not made yet.
   *
   * @param key to be sent instead of the usual one
   */
  HttpCall(Route route, Method method, Object @Nullable [] arguments, Optional<String> key) {
    this.route = route;
    this.method = method;
    this.request = request(new CallParts(method, arguments), key);
  }

  private HttpRequest request(CallParts parts, Optional<String> key) {
    var body = parts.body().map(HttpCall::json).map(BodyPublishers::ofByteArray);
    var builder =
        HttpRequest.newBuilder(parts.address(route.url()))
            .method(parts.verb(), body.orElseGet(BodyPublishers::noBody))
            .timeout(route.timeout())
            .header("Accept", "application/json")
            .header("X-PREFECT-API-VERSION", ApiClient.API_VERSION);
    parts.headers().forEach(builder::header);
    body.ifPresent(b -> builder.header("Content-Type", "application/json"));
    key.or(route::key).ifPresent(k -> builder.header("Authorization", "Bearer " + k));
    return builder.build();
  }

  private static byte[] json(Object body) {
    try {
      return Json.mapper().writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("what is sent is no JSON value", e);
    }
  }

  /**
   * Makes it; as {@link Connections.Calls#make}.
   *
   * @param timer ends what is answered later; the JDK's own would keep the class loader of the
   *     application that needs it first, for as long as the JVM lives
   */
  @Nullable Object by(HttpClient http, ScheduledExecutorService timer) {
    var sent = http.sendAsync(request, BodyHandlers.ofByteArray());
    return method.getReturnType() == CompletionStage.class ? later(sent, timer) : awaited(sent);
  }

  private @Nullable Object awaited(CompletableFuture<HttpResponse<byte[]>> sent) {
    try {
      // the request's own timeout ends with the headers
      return result(sent.get(route.timeout().toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      throw unanswered(e.getCause());
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw unanswered(e);
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw unanswered(e);
    }
  }

  private CompletionStage<@Nullable Object> later(
      CompletableFuture<HttpResponse<byte[]>> sent, ScheduledExecutorService timer) {
    var answer = sent.copy();
    var end =
        timer.schedule(
            () -> answer.completeExceptionally(new TimeoutException()),
            route.timeout().toNanos(),
            TimeUnit.NANOSECONDS);
    return answer.handle(
        (response, failure) -> {
          end.cancel(false);
          if (failure == null) {
            return result(response);
          }
          sent.cancel(true);
          throw unanswered(failure);
        });
  }

  private @Nullable Object result(HttpResponse<byte[]> response) {
    var status = response.statusCode();
    if (Refusal.is(status, isJson(response))) {
      throw new Refusal(
              status,
              REASONS.getOrDefault(status, "Status " + status),
              response.headers().firstValue("Retry-After").orElse(null),
              new String(response.body(), StandardCharsets.UTF_8))
          .of(route.url());
    }
    return method.getReturnType() == void.class || response.body().length == 0
        ? null
        : read(response.body());
  }

  private static boolean isJson(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Content-Type")
        .filter(type -> type.strip().matches("(?i)application/json *(;.*)?"))
        .isPresent();
  }

  private @Nullable Object read(byte[] body) {
    try {
      return Json.mapper().readValue(body, type());
    } catch (IOException e) {
      throw Unanswered.by(route, e);
    }
  }

  private JavaType type() {
    var type = Json.mapper().constructType(method.getGenericReturnType());
    return method.getReturnType() == CompletionStage.class ? type.containedType(0) : type;
  }

  private ApiException unanswered(@Nullable Throwable thrown) {
    var cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    return Unanswered.by(route, translated(cause == null ? new IllegalStateException() : cause));
  }

  /** As other clients say it. */
  private Throwable translated(Throwable e) {
    if (e instanceof HttpConnectTimeoutException) {
      return new ConnectException("no connection in time");
    }
    if (e instanceof HttpTimeoutException || e instanceof TimeoutException) {
      return new SocketTimeoutException("no answer in time");
    }
    if (e instanceof ConnectException && e.getCause() != null) {
      return innermost(e) instanceof UnresolvedAddressException
          ? new UnknownHostException(route.url().getHost())
          : new ConnectException(text(innermost(e)));
    }
    return e;
  }

  private static Throwable innermost(Throwable e) {
    return e.getCause() == null ? e : innermost(e.getCause());
  }

  private static String text(Throwable e) {
    return e.getMessage() == null ? "Connection refused" : e.getMessage();
  }
}
