package dev.rigel.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.fixture.FileUser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeServerTest {
  private static final URI API = URI.create("http://127.0.0.1:4567/api");
  private static final Duration REAPED = Duration.ofSeconds(30);

  @TempDir Path home;
  private HomeServer place;
  private Process process;

  @BeforeEach
  void startProcess() throws IOException {
    place = new HomeServer(home, Optional.empty());
    process = new ProcessBuilder("sleep", "1000").start();
  }

  @AfterEach
  void endProcess() {
    process.destroyForcibly().onExit().join();
  }

  private ServerRecord server(boolean isEphemeral) {
    return new ServerRecord(KnownProcess.of(process.toHandle()), API, isEphemeral);
  }

  private void take(ServerRecord server) throws IOException {
    try (var decision = place.decide()) {
      decision.take(server);
    }
  }

  private Optional<ServerRecord> there() throws IOException {
    try (var decision = place.decide()) {
      return decision.there();
    }
  }

  private void demandNone() throws IOException {
    try (var decision = place.decide()) {
      decision.demandNone();
    }
  }

  @Test
  void a_server_is_found_while_it_is_there() throws Exception {
    assertThat(there()).isEmpty();

    take(server(true));

    assertThat(there()).contains(server(true));
    process.destroyForcibly().onExit().join();
    assertThat(there()).isEmpty();
  }

  @Test
  void another_process_with_its_number_is_not_it() throws Exception {
    var earlier = Instant.now().minus(Duration.ofHours(1));
    take(new ServerRecord(new KnownProcess(process.pid(), earlier), API, true));

    assertThat(there()).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_no_server() throws Exception {
    take(server(true));
    Files.writeString(place.directory().resolve("server.properties"), "pid=\nsince=yesterday\n");

    assertThat(there()).isEmpty();
  }

  @Test
  void an_ephemeral_server_without_users_makes_room() throws Exception {
    take(server(true));

    demandNone();

    assertThat(process.onExit()).succeedsWithin(REAPED); // dead already, which Process hears later
    assertThat(there()).isEmpty();
  }

  @Test
  void an_ephemeral_server_with_users_stays_and_they_are_named() throws Exception {
    take(server(true));
    try (var user = FileUser.of(place.users())) {
      assertThatThrownBy(this::demandNone)
          .isInstanceOf(Failure.class)
          .hasMessageContaining("process " + user.pid())
          .hasMessageContaining("(process " + process.pid() + ")");
    }
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void a_server_that_was_started_to_stay_is_named() throws Exception {
    take(server(false));

    assertThatThrownBy(this::demandNone)
        .isInstanceOf(Failure.class)
        .hasMessage("The database is in use by the server at %s (process %d).", API, process.pid());
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void each_database_has_its_own() throws Exception {
    take(server(true));

    var other = new HomeServer(home, Optional.of("jdbc:h2:file:/elsewhere"));

    try (var decision = other.decide()) {
      assertThat(decision.there()).isEmpty();
    }
  }

  @Test
  void a_command_does_not_become_a_user_of_a_server_that_ends() throws Exception {
    try (var ending = FileUser.ofAll(place.users())) {
      assertThat(ServerUser.all(place.users())).as("nobody uses it").isEmpty();
      assertThatThrownBy(() -> ServerUser.of(place.users(), Duration.ofMillis(100)))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("does not end");

      ending.kill();

      ServerUser.of(place.users(), Duration.ofSeconds(10)).close();
    }
  }
}
