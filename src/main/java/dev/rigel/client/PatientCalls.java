package dev.rigel.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  private final Connections.Calls calls;
  private final Optional<String> key;
  private final URI api;
  private final Patience patience;

  /**
   * Calls of an interface.
   *
   * @param key to be sent instead of the usual one
   * @param api the address, for messages
   */
  PatientCalls(Connections.Calls calls, Optional<String> key, URI api, Patience.Pause pause) {
    this.calls = calls;
    this.key = key;
    this.api = api;
    this.patience = new Patience(PatientCalls::next, pause);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    return method.getReturnType() == CompletionStage.class
        ? later(method, arguments)
        : patience.call(() -> once(method, arguments));
  }

  /** Who can wait for an answer can also make the call again. */
  private CompletionStage<?> later(Method method, Object @Nullable [] arguments) {
    var answer = (CompletionStage<?>) Objects.requireNonNull(calls.make(method, arguments, key));
    return answer.thenApply(result -> used(method, result));
  }

  private @Nullable Object once(Method method, Object @Nullable [] arguments) {
    return used(method, calls.make(method, arguments, key));
  }

  /** The API never answers nothing where something is expected. */
  private @Nullable Object used(Method method, @Nullable Object result) {
    if (result == null && method.getReturnType() != void.class) {
      throw ApiException.unanswered(
          "no usable answer from the API at " + api + ": it is empty", null);
    }
    return result;
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

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
