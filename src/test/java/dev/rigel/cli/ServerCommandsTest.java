package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.cli.process.DirectoryClaim;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServerCommandsTest extends CommandLineCase {

  /** A server that starts: it has its directory, and does not listen yet. */
  static final class Starting {
    public static void main(String[] arguments) throws Exception {
      var claim = DirectoryClaim.of(Path.of(arguments[0]));
      System.out.println("claimed");
      Thread.sleep(600_000);
      claim.close();
    }
  }

  @Test
  void a_second_server_on_a_port_names_the_first_and_touches_nothing() throws Exception {
    columns = 400;
    var port = freePort();
    var directory = home.resolve("server-" + port);
    var unpacked = Files.createDirectories(directory.resolve("tmp")).resolve("unpacked");
    Files.writeString(unpacked, "");
    var first = starting(directory);
    try (var out =
        new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("claimed");

      var second = rigel("server", "start", "--port", "" + port);

      assertThat(unpacked).exists();
      assertThat(second.status()).isEqualTo(1);
      assertThat(second.out()).contains(directory.toString(), "(process " + first.pid() + ")");
    } finally {
      first.destroyForcibly().waitFor();
    }
    try (var free = DirectoryClaim.of(directory)) {
      assertThat(free).as("given up by the end of the process").isNotNull();
    }
  }

  private static Process starting(Path directory) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Starting.class.getName(),
            directory.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
