package dev.rigel.chaos;

import static org.awaitility.Awaitility.await;

import dev.rigel.it.AppServer;
import dev.rigel.it.Deployed;
import dev.rigel.it.Http;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A Rigel server in processes of its own, which can be harmed, and started again. */
public final class RigelServer implements AutoCloseable {
  /** Payara Micro needs ten seconds; a busy machine many times that. */
  private static final Duration LONGEST_START = Duration.ofMinutes(4);

  private final Path home;
  private final AppServer server;
  private final Http http;

  /**
   * Prepares one of the product under test.
   *
   * @param home of this server alone; its logs and, on H2, its database are there
   * @param settings environment variables
   */
  public RigelServer(Path home, Map<String, String> settings) {
    this(home, Deployed.plainWar(), settings);
  }

  /** The same, with another WAR of it. */
  RigelServer(Path home, Path war, Map<String, String> settings) {
    this.home = home;
    Deployed.empty(home);
    server = AppServer.prepare(home, war);
    server.with("RIGEL_HOME", home.toString());
    settings.forEach(server::with);
    http = new Http(api(), Duration.ofSeconds(10));
  }

  /** The address that clients are given. */
  public URI api() {
    return URI.create(server.address() + "/api");
  }

  /** Starts it; it may not be ready yet. */
  public void start() {
    server.start();
  }

  /** Waits until it can answer from its database; gives how long that took. */
  public Duration awaitReady() {
    var begin = System.nanoTime();
    await("a server at " + api())
        .atMost(LONGEST_START)
        .pollInterval(Duration.ofMillis(100))
        .failFast("it ended, its log is in " + home, () -> !server.isAlive())
        .until(this::answers);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private boolean answers() {
    try {
      return http.post("/flows/count", "{}").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** The JVM that serves, which a script may have started. */
  Victim victim() {
    return server.pids().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .filter(process -> process.children().findAny().isEmpty())
        .findFirst()
        .map(Victim::new)
        .orElseThrow(() -> new IllegalStateException("the server is not running"));
  }

  /** {@code kill -9}. */
  void kill() {
    victim().kill();
    server.awaitEnd();
  }

  /** {@code kill -9}, and starts it again; it may not be ready yet. */
  void killAndStart() {
    kill();
    start();
  }

  /** SIGTERM. */
  void terminate() {
    server.terminate();
  }

  /** Waits until it has ended by itself. */
  void awaitEnd() {
    server.awaitEnd();
  }

  @Override
  public void close() {
    server.close();
  }
}
