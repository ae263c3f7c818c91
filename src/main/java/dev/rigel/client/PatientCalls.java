package dev.rigel.client;

import static dev.rigel.contract.setting.Settings.API_REQUEST_TIMEOUT;
import static dev.rigel.contract.setting.Settings.API_URL;

import jakarta.ws.rs.ProcessingException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries a call again where that can do no harm: a busy server (429, 503) did nothing, and neither
 * did one that could not be reached. A call that was sent and not answered is never repeated.
 */
final class PatientCalls implements InvocationHandler {
  /** As the reference's clients wait; the server's {@code Retry-After} wins. */
  static final List<Duration> BUSY =
      List.of(seconds(2), seconds(4), seconds(8), seconds(16), seconds(32));

  /** As the reference's HTTP library does for connections. */
  static final List<Duration> UNREACHABLE =
      List.of(Duration.ZERO, Duration.ofMillis(500), seconds(1));

  private final Object client;
  private final ClientSettings settings;
  private final Patience patience;

  PatientCalls(Object client, ClientSettings settings, Patience.Pause pause) {
    this.client = client;
    this.settings = settings;
    this.patience = new Patience(PatientCalls::next, pause);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    var sent = PathNames.disguised(method, arguments);
    return patience.call(() -> once(method, sent));
  }

  private @Nullable Object once(Method method, Object @Nullable [] arguments) {
    try {
      return used(method, method.invoke(client, arguments));
    } catch (InvocationTargetException e) {
      throw asApiException(e.getTargetException());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("contract interfaces are public", e);
    }
  }

  /** The API never answers nothing where something is expected. */
  private @Nullable Object used(Method method, @Nullable Object result) {
    if (result == null && method.getReturnType() != void.class) {
      throw ApiException.unanswered(
          "no usable answer from the API at " + settings.get(API_URL) + ": it is empty", null);
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
    var api = settings.get(API_URL);
    var unreachable =
        ApiException.unanswered("cannot reach the API at " + api + ": " + reason(cause), cause);
    if (unreachable.isUnreachable()) {
      return unreachable;
    }
    if (cause instanceof SocketTimeoutException) {
      var limit = settings.get(API_REQUEST_TIMEOUT).toMillis() / 1000.0;
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
