package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_HEALTH_HOST;
import static dev.rigel.contract.setting.Settings.AGENT_HEALTH_PORT;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Answers the probes of Kubernetes and its like over HTTP, under the paths of MicroProfile Health:
 * 200 where what is asked is the case, else 503. It holds up no JVM that is to end.
 */
final class HealthPort implements AutoCloseable {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private static final Map<String, Predicate<AgentHealth>> QUESTIONS =
      Map.of(
          "/health",
          AgentHealth::isReady,
          "/health/live",
          agent -> true,
          "/health/ready",
          AgentHealth::isReady,
          "/health/started",
          AgentHealth::hasStarted);

  /** Probes come one by one; others may hold a connection and say nothing. */
  private static final int THREADS = 4;

  /** Until a request that does not arrive is given up, seconds; the JDK reads it once. */
  private static final String REQUEST_TIME = "sun.net.httpserver.maxReqTime";

  private final AgentHealth health;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, HealthPort::daemon);

  private HealthPort(AgentHealth health, HttpServer server) {
    this.health = health;
    this.server = server;
  }

  /** Answers where options or settings say so, if at all. */
  static Probes probes(AgentOptions options, ClientSettings settings) {
    return Optional.ofNullable(options.healthPort())
        .or(() -> settings.find(AGENT_HEALTH_PORT))
        .map(port -> new InetSocketAddress(settings.get(AGENT_HEALTH_HOST), port))
        .<Probes>map(address -> health -> open(address, health)::close)
        .orElse(Probes.NONE);
  }

  /**
   * Listens.
   *
   * @param address port 0 for any that is free; the log tells which
   * @throws IllegalArgumentException if that is not possible, with a text for the user
   */
  private static HealthPort open(InetSocketAddress address, AgentHealth health) {
    if (System.getProperty(REQUEST_TIME) == null) {
      System.setProperty(REQUEST_TIME, "10");
    }
    try {
      var port = new HealthPort(health, HttpServer.create(address, 0));
      port.start();
      return port;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the agent cannot answer for its health at %s port %d (--health-port, %s): %s"
              .formatted(
                  address.getHostString(),
                  address.getPort(),
                  AGENT_HEALTH_PORT,
                  address.isUnresolved() ? "there is no such host" : e.getMessage()),
          e);
    }
  }

  private void start() {
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    // its own thread is a daemon if the one that starts it is
    threads.submit(server::start);
    LOG.log(
        Level.INFO,
        "Health is told at http://{0}:{1}/health.",
        server.getAddress().getHostString(),
        String.valueOf(server.getAddress().getPort()));
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "health");
    thread.setDaemon(true);
    return thread;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var question = QUESTIONS.get(exchange.getRequestURI().getPath());
      if (question == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
      } else {
        answer(exchange, question.test(health));
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The agent broke on a probe of its health", e);
    }
  }

  private void answer(HttpExchange exchange, boolean isSo) throws IOException {
    var status = isSo ? Health.Status.UP : Health.Status.DOWN;
    var body = Json.mapper().writeValueAsBytes(health.now(status));
    var isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(isSo ? 200 : 503, isHead ? -1 : body.length);
    if (!isHead) {
      exchange.getResponseBody().write(body);
    }
  }

  /** From now on nobody is answered. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
