package dev.rigel.client;

import jakarta.ws.rs.ProcessingException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tries a call again where that can do no harm: a busy server (429, 503) did nothing, and neither
 * did one that could not be reached. A call that was sent and not answered is never repeated, and
 * neither is one that is answered later.
 */
final class PatientCalls implements InvocationHandler {
  /** As the reference's clients wait; the server's {@code Retry-After} wins. */
  static final List<Duration> BUSY =
      List.of(seconds(2), seconds(4), seconds(8), seconds(16), seconds(32));

  /** As the reference's HTTP library does for connections. */
  static final List<Duration> UNREACHABLE =
      List.of(Duration.ZERO, Duration.ofMillis(500), seconds(1));

  private final Object client;
  private final Optional<String> key;
  private final URI api;
  private final Duration timeout;
  private final Patience patience;

  /**
   * Calls of a plain client.
   *
   * @param key to be sent instead of the client's own
   * @param api its address, for messages
   * @param timeout of its calls, for messages
   */
  PatientCalls(
      Object client, Optional<String> key, URI api, Duration timeout, Patience.Pause pause) {
    this.client = client;
    this.key = key;
    this.api = api;
    this.timeout = timeout;
    this.patience = new Patience(PatientCalls::next, pause);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    var sent = PathNames.disguised(method, arguments);
    return method.getReturnType() == CompletionStage.class
        ? later(method, sent)
        : patience.call(() -> once(method, sent));
  }

  /** Who can wait for an answer can also make the call again. */
  private CompletionStage<?> later(Method method, Object @Nullable [] arguments) {
    var answer = new CompletableFuture<Object>();
    ((CompletionStage<?>) Objects.requireNonNull(once(method, arguments)))
        .whenComplete(
            (result, failure) -> {
              if (failure != null) {
                answer.completeExceptionally(failed(failure));
              } else if (result == null) {
                answer.completeExceptionally(empty());
              } else {
                answer.complete(result);
              }
            });
    return answer;
  }

  private Throwable failed(Throwable failure) {
    try {
      var cause = failure instanceof CompletionException ? failure.getCause() : null;
      return asApiException(cause == null ? failure : cause);
    } catch (RuntimeException e) {
      return e;
    }
  }

  private @Nullable Object once(Method method, Object @Nullable [] arguments) {
    CallHeaders.use(key);
    try {
      return used(method, method.invoke(client, arguments));
    } catch (InvocationTargetException e) {
      throw asApiException(e.getTargetException());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("contract interfaces are public", e);
    } finally {
      CallHeaders.use(Optional.empty());
    }
  }

  /** The API never answers nothing where something is expected. */
  private @Nullable Object used(Method method, @Nullable Object result) {
    if (result == null && method.getReturnType() != void.class) {
      throw empty();
    }
    return result;
  }

  private ApiException empty() {
    return ApiException.unanswered(
        "no usable answer from the API at " + api + ": it is empty", null);
  }

  private static Optional<Duration> next(ApiException failure, int failures, Duration elapsed) {
    var pauses = pauses(failure);
    return failures > pauses.size()
        ? Optional.empty()
        : failure.retryAfter().or(() -> Optional.of(pauses.get(failures - 1)));
  }

  private static List<Duration> pauses(ApiException failure) {
    if (failure.status() == 429 || failure.status() == 503) {
      return BUSY;
    }
    return failure.getCause() instanceof ConnectException ? UNREACHABLE : List.of();
  }

  private ApiException asApiException(Throwable thrown) {
    if (thrown instanceof ApiException refused) {
      return refused;
    }
    if (thrown instanceof ProcessingException e) {
      return unanswered(e);
    }
    throw thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
  }

  private ApiException unanswered(ProcessingException e) {
    var cause = innermost(e);
    var unreachable =
        ApiException.unanswered("cannot reach the API at " + api + ": " + reason(cause), cause);
    if (unreachable.isUnreachable()) {
      return unreachable;
    }
    if (cause instanceof SocketTimeoutException) {
      var limit = timeout.toMillis() / 1000.0;
      return ApiException.unanswered(
          "no answer from the API at " + api + " in " + limit + " s", cause);
    }
    return ApiException.unanswered(
        "no usable answer from the API at " + api + ": " + reason(cause), cause);
  }

  private static Throwable innermost(Throwable e) {
    return e.getCause() == null || e.getCause() == e ? e : innermost(e.getCause());
  }

  private static String reason(Throwable cause) {
    var text = cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
    return cause instanceof UnknownHostException
        ? "unknown host " + text
        : text.isEmpty() ? cause.getClass().getSimpleName() : text;
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
