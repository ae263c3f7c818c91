package dev.rigel.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server of the kind under test with a WAR, in a process of its own, prepared and started as
 * server-config says. Killed when it is closed, unless it has ended by then.
 */
public abstract class AppServer implements AutoCloseable {
  /** Also on a machine that is busy with other tests. */
  static final Duration LONGEST_START = Duration.ofMinutes(4);

  /** Where it keeps its files. */
  final Path directory;

  /** What is deployed there. */
  final App app;

  /** Where it answers, on loopback. */
  final int port;

  private final Map<String, String> environment = new HashMap<>();
  private Process process;

  AppServer(Path directory, App app) {
    this.directory = directory;
    this.app = app;
    port = freePort();
    environment.put("PREFECT_ORION_API_PORT", "" + port);
  }

  /**
   * A Rigel server that is ready to start.
   *
   * @param directory an empty one of its own
   * @param war a file named {@code rigel.war}
   */
  public static AppServer prepare(Path directory, Path war) {
    return prepare(directory, App.rigel(war));
  }

  /**
   * One that is ready to start.
   *
   * @param directory an empty one of its own
   */
  static AppServer prepare(Path directory, App app) {
    try {
      return Deployed.onWildFly() ? new WildFly(directory, app) : new PayaraMicro(directory, app);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare a server in " + directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Gives it an environment variable. */
  public final AppServer with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The JVM's options and the rest of what starts it. */
  abstract List<String> command();

  /**
   * The JVM's options, for tests: quick to start. With {@code -Dit.jvm=full} what it compiles is as
   * quick as it becomes, for benchmarks.
   */
  static List<String> jvm() {
    var common = List.of("-Xmx768m", "-XX:+UseSerialGC");
    return "full".equals(System.getProperty("it.jvm"))
        ? common
        : Stream.concat(common.stream(), Stream.of("-XX:TieredStopAtLevel=1")).toList();
  }

  /** Every port that it may listen on; all of them on loopback. */
  abstract Set<Integer> ports();

  /**
   * Starts it, takes the application away and deploys it again some times, and waits for it.
   *
   * @param used what is done with each deployment that can be reached
   */
  abstract void startAndRedeploy(int times, Runnable used) throws IOException, InterruptedException;

  /** Starts it and returns at once. */
  public final void start() {
    var builder =
        new ProcessBuilder(command())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("console.log").toFile()));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it answers. */
  public final void awaitReady() {
    var http = new Http(address());
    await("the server in " + directory)
        .atMost(LONGEST_START)
        .ignoreExceptions()
        .failFast("it has ended; see its log in " + directory, () -> !process.isAlive())
        .until(() -> http.get(app.probe()).status() == 200);
  }

  /** Root of the server, without a slash at the end. */
  public final URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Ids of its processes: a script may have started the JVM. */
  public final List<Long> pids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Whether it has not ended. */
  public final boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM. */
  public final void terminate() {
    process.destroy();
  }

  /** Waits for the end, and gives the exit status. */
  public final int awaitEnd() {
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new AssertionError("still running after two minutes; see its log in " + directory);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      var started = process.descendants().toList();
      process.destroyForcibly().onExit().join();
      started.forEach(ProcessHandle::destroyForcibly);
      started.forEach(one -> one.onExit().join());
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (var probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }
}
