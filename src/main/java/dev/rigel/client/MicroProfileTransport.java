package dev.rigel.client;

import jakarta.ws.rs.ProcessingException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/** Calls by the plain clients that MicroProfile makes of the contract's interfaces. */
public final class MicroProfileTransport implements Transport {

  @Override
  public Connections to(Route route) {
    return new Clients(route);
  }

  private static final class Clients implements Connections {
    private final Route route;
    private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();

    /**
     * Calls that are answered later, each on one of its own: RESTEasy's ten would keep others up.
     */
    private final ExecutorService later = Executors.newCachedThreadPool(Clients::thread);

    Clients(Route route) {
      this.route = route;
    }

    private static Thread thread(Runnable call) {
      var thread = new Thread(call, "call");
      thread.setDaemon(true);
      return thread;
    }

    @Override
    public Calls of(Class<?> api) {
      var client = made.computeIfAbsent(api, this::build);
      return (method, arguments, key) ->
          call(client, method, PathNames.disguised(method, arguments), key);
    }

    private Object build(Class<?> api) {
      return RestClientBuilder.newBuilder()
          .baseUri(route.url())
          .connectTimeout(route.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
          .readTimeout(route.timeout().toMillis(), TimeUnit.MILLISECONDS)
          .executorService(later)
          .register(new JsonBodies())
          .register(new JsonTexts())
          .register(new RefusedCall(route.url()))
          .register(new PathNames())
          .register(new CallHeaders(route.key()))
          .build(api);
    }

    private @Nullable Object call(
        Object client, Method method, Object @Nullable [] arguments, Optional<String> key) {
      CallHeaders.use(key);
      try {
        var result = method.invoke(client, arguments);
        return result instanceof CompletionStage<?> answer ? answer.handle(this::answered) : result;
      } catch (InvocationTargetException e) {
        throw failure(e.getTargetException());
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("contract interfaces are public", e);
      } finally {
        CallHeaders.use(Optional.empty());
      }
    }

    private <T> T answered(T result, @Nullable Throwable failure) {
      if (failure == null) {
        return result;
      }
      var cause = failure instanceof CompletionException ? failure.getCause() : null;
      throw failure(cause == null ? failure : cause);
    }

    private RuntimeException failure(Throwable thrown) {
      if (thrown instanceof ProcessingException e) {
        return Unanswered.by(route, e);
      }
      return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
    }

    @Override
    public void close() {
      later.shutdownNow();
      for (var client : made.values()) {
        try {
          ((Closeable) client).close();
        } catch (IOException e) {
          // the connection is gone either way
        }
      }
    }
  }
}
