package dev.rigel.server.harness;

import static dev.rigel.contract.setting.Settings.DATABASE_RESET_ALLOWED;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link HarnessServer}; it ends with the JVM that has started it. */
public final class HarnessProcess {
  private static HarnessProcess shared;
  private final Process process;
  private final String address;

  private HarnessProcess() throws IOException {
    var self = ProcessHandle.current().pid();
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-D" + DATABASE_RESET_ALLOWED.name() + "=true",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    HarnessServer.class.getName()))
            .redirectError(Path.of("target", "harness-server-" + self + ".log").toFile())
            .start();
    address =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (address == null) {
      throw new IllegalStateException(
          "the server did not start: see target/harness-server-" + self + ".log");
    }
  }

  /** The one of this JVM, which its tests share; it takes some seconds to start. */
  public static synchronized HarnessProcess shared() {
    try {
      if (shared == null || !shared.process.isAlive()) {
        shared = new HarnessProcess();
      }
      return shared;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is, without a slash at the end. */
  public String address() {
    return address;
  }
}
