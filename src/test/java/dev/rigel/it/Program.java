package dev.rigel.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A {@code rigel} process from the jar that Maven built; ended, with all it started, when closed.
 */
public final class Program implements AutoCloseable {
  private static final Path JAR = Path.of(System.getProperty("it.build"), "rigel-cli.jar");

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts a command, in a directory, speaking to a server. */
  static Program start(Rigel rigel, Path directory, String... arguments) {
    return start(
        directory, Map.of("PREFECT_API_URL", rigel.apiUrl().toString()), List.of(arguments));
  }

  /**
   * Starts a command.
   *
   * @param directory where it runs, and Rigel's home
   * @param settings environment variables; of a database it knows no others
   */
  public static Program start(
      Path directory, Map<String, String> settings, List<String> arguments) {
    try {
      var output = Files.createTempFile(directory, "rigel-", ".out");
      var command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx256m",
                  "-jar",
                  JAR.toString()));
      command.addAll(arguments);
      var builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("RIGEL_DATABASE_"));
      builder.environment().put("PREFECT_AGENT_QUERY_INTERVAL", "0.5");
      builder.environment().put("RIGEL_HOME", directory.toString());
      builder.environment().putAll(settings);
      return new Program(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end, a minute at most, and gives the exit status. */
  public int exitStatus() {
    return exitStatus(Duration.ofMinutes(1));
  }

  /** The same for a command that takes longer. */
  int exitStatus(Duration longest) {
    try {
      if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(
            "still running after %d s:%n%s".formatted(longest.toSeconds(), output()));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it printed so far, stdout and stderr. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process itself. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** The processes it has started. */
  public List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  @Override
  public void close() {
    var started = process.descendants().toList();
    process.destroy();
    started.forEach(ProcessHandle::destroyForcibly);
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    await("end of processes")
        .atMost(Duration.ofSeconds(10))
        .until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
  }
}
