package dev.rigel.cli.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.Output;
import dev.rigel.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildProcessesTest {

  private static Output quiet() {
    return Terminal.of(Map.of()).on(System.out);
  }

  private static ProcessBuilder sleeping() {
    return new ProcessBuilder("sleep", "1000");
  }

  /** Starts a child, tells its pid, and waits; optionally as one that runs until a signal. */
  static final class Parent {
    public static void main(String[] arguments) throws InterruptedException {
      try (var children = new ChildProcesses(quiet())) {
        var child = children.start(sleeping());
        if (arguments.length > 0) {
          children.runUntilSignal(Integer.parseInt(arguments[0]));
        }
        System.out.println(child.pid());
        child.waitFor();
        throw new IllegalStateException("must not be seen");
      }
    }
  }

  /** Says again and again that it waits, while its child takes its time to end. */
  static final class Waiter {
    public static void main(String[] arguments) throws InterruptedException {
      var out = quiet();
      try (var children = new ChildProcesses(out)) {
        var slow = "trap 'exit 0' TERM; while :; do sleep 0.2; done";
        var child = children.start(new ProcessBuilder("sh", "-c", slow));
        while (!child.waitFor(1, MILLISECONDS)) {
          children.unlessSignalled(() -> out.print("Waiting"));
        }
      }
    }
  }

  @Test
  void nothing_is_said_once_they_are_being_stopped() throws Exception {
    var parent = start(Waiter.class, "");
    try (var out =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("Waiting");

      parent.toHandle().destroy();

      assertThat(out.lines().dropWhile("Waiting"::equals))
          .containsExactly("Stopping...", "Stopped!");
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }

  @Test
  void closing_ends_them_and_lets_none_be_started() {
    var children = new ChildProcesses(quiet());
    var child = children.start(sleeping());

    children.close();

    assertThat(child.isAlive()).isFalse();
    assertThatThrownBy(() -> children.start(sleeping())).isInstanceOf(Failure.class);
  }

  @Test
  void a_program_that_is_not_there_is_named() {
    try (var children = new ChildProcesses(quiet())) {
      assertThatThrownBy(() -> children.start(new ProcessBuilder("no-such-program")))
          .isInstanceOf(Failure.class)
          .hasMessageStartingWith("Cannot start no-such-program");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 130", "0, 0", "1, 1"})
  void a_signal_ends_them_and_decides_the_exit_status(String usual, int status) throws Exception {
    var parent = start(Parent.class, usual);
    try (var out =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      var child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();

      parent.toHandle().destroy(); // unlike Process.destroy it leaves the output to be read

      assertThat(parent.waitFor(60, SECONDS)).isTrue();
      assertThat(child.isAlive()).isFalse();
      assertThat(parent.exitValue()).isEqualTo(status);
      assertThat(out.lines()).containsExactly("Stopping...", "Stopped!");
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }

  private static Process start(Class<?> main, String usual) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = System.getProperty("java.class.path");
    var command = new ProcessBuilder(java, "-cp", classPath, main.getName());
    if (!usual.isEmpty()) {
      command.command().add(usual);
    }
    return command.redirectErrorStream(true).start();
  }
}
