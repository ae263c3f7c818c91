package dev.rigel.server.lifecycle;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several deployments in one JVM, each of which wants to hear of signals. */
class StopSignalsTest {

  /** Deploys three, undeploys those whose numbers are given, in their order, and waits. */
  static final class Server {
    public static void main(String[] undeployed) throws InterruptedException {
      var deployed = new ArrayList<StopSignals>();
      for (var number : List.of("0", "1", "2")) {
        deployed.add(StopSignals.precededBy(() -> System.out.println(number)));
      }
      Arrays.stream(undeployed).map(Integer::valueOf).map(deployed::get).forEach(s -> s.release());
      System.out.println("ready");
      Thread.sleep(600_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 210", "0, 21", "1, 20", "2, 10", "01, 2", "02, 1", "10, 2", "20, 1", "12, 0", "21, 0",
    "012, ''", "102, ''"
  })
  void those_that_are_left_hear_of_it(String undeployed, String heard) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = System.getProperty("java.class.path");
    var command = new ProcessBuilder(java, "-cp", classPath, Server.class.getName());
    undeployed.chars().forEach(number -> command.command().add(Character.toString(number)));
    var server = command.redirectErrorStream(true).start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("ready");

      server.toHandle().destroy(); // unlike Process.destroy it leaves the output to be read

      assertThat(server.waitFor(60, SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(143);
      assertThat(String.join("", out.lines().toList())).isEqualTo(heard);
    } finally {
      server.destroyForcibly();
    }
  }

  /** Else its class loader would stay, with all classes. */
  @Test
  void one_that_has_gone_is_forgotten_by_those_that_came_after_it() {
    var calls = new AtomicInteger();
    var first = new ArrayList<>(List.of(StopSignals.precededBy(calls::incrementAndGet)));
    var second = StopSignals.precededBy(calls::incrementAndGet);
    try {
      var gone = new WeakReference<>(first.get(0));
      first.remove(0).release();

      await()
          .until(
              () -> {
                System.gc();
                return gone.get() == null;
              });
    } finally {
      second.release();
    }
  }
}
