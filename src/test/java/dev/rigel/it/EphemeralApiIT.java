package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are told of no server, on a machine where none runs. */
@EnabledIfSystemProperty(
    named = "it.server",
    matches = "payara-micro",
    disabledReason = "commands bring Payara Micro")
@DisabledIfSystemProperty(
    named = "it.postgresql.port",
    matches = ".+",
    disabledReason = "they bring it on H2")
class EphemeralApiIT {
  @TempDir Path home;

  private Program start(String... arguments) throws IOException {
    // nobody listens where a server usually does
    var settings =
        Map.of("PREFECT_ORION_API_PORT", freePort(), "PREFECT_API_URL", "", "COLUMNS", "200");
    return Program.start(home, settings, List.of(arguments));
  }

  private static String freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  private Path file(String name) {
    return home.resolve("ephemeral").resolve(name);
  }

  private String recorded(String name) {
    var record = new Properties();
    try (InputStream in = Files.newInputStream(file("server.properties"))) {
      record.load(in);
    } catch (IOException e) {
      return "";
    }
    return record.getProperty(name, "");
  }

  private static boolean isThere(String pid) {
    // what has ended may wait for somebody to ask for its exit status
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(process -> process.isAlive() && process.info().command().isPresent())
        .isPresent();
  }

  private static void awaitGone(String server) {
    await("the server ends with its last user")
        .atMost(Duration.ofSeconds(60))
        .until(() -> !isThere(server));
  }

  /**
   * One story, since every start of a server takes its time: a stale file; two commands at once;
   * the one that brought the server killed; a server that wants to stay; the last one killed.
   */
  @Test
  void commands_share_a_server_that_goes_with_the_last_of_them() throws Exception {
    Files.createDirectories(file(""));
    Files.writeString(
        file("server.properties"),
        "pid=%d\nsince=2020-01-01T00:00:00Z\nephemeral=true\napi=http://127.0.0.1:1/api\n"
            .formatted(ProcessHandle.current().pid()));
    try (var first = start("agent", "start", "-q", "blue");
        var second = start("agent", "start", "-q", "green")) {
      awaitStarted(first, "blue");
      awaitStarted(second, "green");
      var server = recorded("pid");
      var api = recorded("api");
      assertThat(first.output() + second.output())
          .contains("Started an ephemeral API at " + api, "Using the ephemeral API at " + api);

      var bringer = first.output().contains("Started an ephemeral API") ? first : second;
      var other = bringer == first ? second : first;
      bringer.handle().destroyForcibly();
      bringer.exitStatus();
      try (var list = start("work-queue", "ls");
          var stays = start("server", "start", "--port", freePort())) {
        assertThat(list.exitStatus()).isZero();
        assertThat(list.output()).contains("Using the ephemeral API at " + api, "blue", "green");
        assertThat(stays.exitStatus()).isEqualTo(1);
        assertThat(stays.output())
            .contains("(process " + server + ")", "process " + other.handle().pid() + ": rigel");
      }
      assertThat(recorded("pid")).as("the only one").isEqualTo(server);
      assertThat(isThere(server)).isTrue();

      other.handle().destroyForcibly();

      awaitGone(server);
    }
  }

  private static void awaitStarted(Program agent, String queue) {
    await("agent of " + queue)
        .atMost(Duration.ofMinutes(3))
        .failFast("the agent has ended", () -> !agent.handle().isAlive())
        .until(() -> agent.output().contains("Agent started! Looking for work"));
    assertThat(agent.output()).startsWith("Starting agent with ephemeral API...\n");
    await("queue " + queue)
        .atMost(Duration.ofSeconds(30))
        .until(() -> agent.output().contains("Created work queue '" + queue + "'"));
  }
}
