package dev.rigel.client;

import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Calls by the JDK's own HTTP client, and nothing else: inside an application server there may be a
 * MicroProfile REST client or not, and one that reads other annotations than ours. Its threads end
 * when it is closed, and when nothing refers to it any more.
 */
public final class JdkTransport implements Transport {

  @Override
  public Connections to(Route route) {
    return new Clients(route);
  }

  private static final class Clients implements Connections {
    private final Route route;
    private final ExecutorService threads = Executors.newCachedThreadPool(Clients::thread);
    private final ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, Clients::thread);
    private final HttpClient http;

    Clients(Route route) {
      this.route = route;
      timer.setRemoveOnCancelPolicy(true);
      this.http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(route.connectTimeout())
              .executor(threads)
              .build();
    }

    /** Without the class loader of whoever happens to make the call. */
    private static Thread thread(Runnable call) {
      var thread = new Thread(call, "call");
      thread.setDaemon(true);
      thread.setContextClassLoader(JdkTransport.class.getClassLoader());
      return thread;
    }

    @Override
    public Calls of(Class<?> api) {
      return new Calls() {
        @Override
        public @Nullable Object make(
            Method method, Object @Nullable [] arguments, Optional<String> key) {
          return new HttpCall(route, method, arguments, key).by(http, timer);
        }
      };
    }

    @Override
    public void close() {
      timer.shutdownNow();
      threads.shutdownNow();
    }
  }
}
