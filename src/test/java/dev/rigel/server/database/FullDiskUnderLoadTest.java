package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * H2's file cannot grow while many write: time and again a write fails, and the file is opened
 * anew. {@code -Dfull.disk.rounds=N} for more than the usual number.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the limit is set with Linux's prlimit")
class FullDiskUnderLoadTest {
  private static final int ROUNDS = Integer.getInteger("full.disk.rounds", 3);

  /** A round takes some 5 s, and much more on a machine that has a lot to do. */
  private static final int MINUTES = 2 + ROUNDS / 2;

  @Test
  void what_was_confirmed_is_there_when_there_is_room_again(@TempDir Path home)
      throws IOException, InterruptedException {
    var said = home.resolve("out.txt");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-DRIGEL_HOME=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskLoad.class.getName(),
                "" + ROUNDS)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }

    var lines = Files.readAllLines(said);
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    assertThat(lines.stream().filter(line -> line.startsWith(FullDiskLoad.KEPT)))
        .as(String.join("\n", lines))
        .hasSize(ROUNDS);
  }
}
