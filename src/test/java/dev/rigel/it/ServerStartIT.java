package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rigel server start} where Payara Micro starts and Rigel cannot. */
@EnabledIfSystemProperty(
    named = "it.server",
    matches = "payara-micro",
    disabledReason = "the command starts Payara Micro")
@DisabledIfSystemProperty(
    named = "it.postgresql.port",
    matches = ".+",
    disabledReason = "each start has a database setting of its own")
class ServerStartIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RIGEL_DATABASE_URL | foo | RIGEL_DATABASE_URL must begin with jdbc:postgresql: or jdbc:h2:, but is foo",
        "RIGEL_DATABASE_URL | jdbc:postgresql://127.0.0.1:1/x | cannot be reached: Connection to 127.0.0.1:1 refused",
        "PREFECT_ORION_API_DEFAULT_LIMIT | abc | PREFECT_ORION_API_DEFAULT_LIMIT must be a whole number, 0 or more, but is 'abc'"
      })
  void a_server_that_cannot_start_ends_with_the_reason(
      String setting, String value, String reason, @TempDir Path home) throws IOException {
    var port = Integer.toString(freePort());
    try (var server =
        Program.start(home, Map.of(setting, value), List.of("server", "start", "--port", port))) {

      assertThat(server.exitStatus(AppServer.LONGEST_START)).isEqualTo(1);
      assertThat(server.output().replaceAll("\\s+", " ")) // lines are broken at 80 columns
          .contains("Rigel cannot start: ", reason, "server.0.log")
          .doesNotContain("Exception");
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
