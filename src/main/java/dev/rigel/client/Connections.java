package dev.rigel.client;

import static dev.rigel.contract.setting.Settings.API_KEY;
import static dev.rigel.contract.setting.Settings.API_REQUEST_TIMEOUT;
import static dev.rigel.contract.setting.Settings.API_URL;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** The plain clients of one server's API, which may be shared by several {@link ApiClient}s. */
final class Connections {
  private final URI url;
  private final Optional<String> key;
  private final Duration connectTimeout;
  private final Duration timeout;
  private final Map<Class<?>, Object> clients = new ConcurrentHashMap<>();

  /** Calls that are answered later, each on one of its own: RESTEasy's ten would keep others up. */
  private final ExecutorService later = Executors.newCachedThreadPool(Connections::thread);

  private Connections(URI url, Optional<String> key, Duration connectTimeout, Duration timeout) {
    this.url = url;
    this.key = key;
    this.connectTimeout = connectTimeout;
    this.timeout = timeout;
  }

  /** None yet. */
  static Connections usual(ClientSettings settings) {
    return waiting(settings, Duration.ZERO, settings.get(API_REQUEST_TIMEOUT));
  }

  /**
   * None yet, for calls whose answers may take longer.
   *
   * @param longer than others
   * @param patience what a connection may take at most, and an answer beyond {@code longer}; less
   *     if the settings say so
   */
  static Connections waiting(ClientSettings settings, Duration longer, Duration patience) {
    var usual = settings.get(API_REQUEST_TIMEOUT);
    var most = usual.compareTo(patience) < 0 ? usual : patience;
    return new Connections(settings.get(API_URL), settings.find(API_KEY), most, most.plus(longer));
  }

  private static Thread thread(Runnable call) {
    var thread = new Thread(call, "call");
    thread.setDaemon(true);
    return thread;
  }

  /** How long an answer may take. */
  Duration timeout() {
    return timeout;
  }

  /** The client of an interface. */
  Object of(Class<?> api) {
    return clients.computeIfAbsent(api, this::build);
  }

  private Object build(Class<?> api) {
    return RestClientBuilder.newBuilder()
        .baseUri(url)
        .connectTimeout(connectTimeout.toMillis(), TimeUnit.MILLISECONDS)
        .readTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .executorService(later)
        .register(new JsonBodies())
        .register(new JsonTexts())
        .register(new RefusedCall(url))
        .register(new PathNames())
        .register(new CallHeaders(key))
        .build(api);
  }

  void close() {
    later.shutdownNow();
    for (var client : clients.values()) {
      try {
        ((Closeable) client).close();
      } catch (IOException e) {
        // the connection is gone either way
      }
    }
  }
}
