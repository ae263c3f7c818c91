package dev.rigel.chaos;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** PostgreSQL is away, ends sessions, takes no more of them, or makes them wait. */
@OnScene
@EnabledIfSystemProperty(
    named = "it.postgresql.port",
    matches = ".+",
    disabledReason = "H2 is in the server's own process")
class DatabaseFaultsIT {
  /** As many as the server has connections. */
  private static final int CLIENTS = 20;

  private final Scene scene;

  DatabaseFaultsIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void it_restarts() throws Exception {
    Trial.of(
            scene,
            "PostgreSQL away",
            CLIENTS,
            load -> {
              scene.postgres().stop();
              load.goOnFor(Trial.TIME);
              scene.postgres().start();
            })
        .brokeNothing()
        .cameBack()
        .keptAll();
  }

  @Test
  void its_sessions_are_ended_every_two_seconds() throws Exception {
    Trial.of(
            scene,
            "sessions ended",
            CLIENTS,
            load -> {
              for (int i = 0; i <= Trial.TIME.toSeconds(); i += 2) {
                scene.postgres().endSessions();
                load.goOnFor(Duration.ofSeconds(2));
              }
            })
        .brokeNothing()
        .cameBack()
        .keptAll();
  }

  @Test
  void its_connections_are_used_up() throws Exception {
    Trial.of(
            scene,
            "connections used up",
            CLIENTS,
            load -> {
              var taken = scene.postgres().takeAllConnections();
              load.goOnFor(Trial.TIME);
              for (var connection : taken) {
                connection.close();
              }
            })
        .brokeNothing()
        .cameBack()
        .keptAll();
  }

  @Test
  void a_table_is_locked() throws Exception {
    Trial.of(
            scene,
            "table locked",
            CLIENTS,
            load -> {
              try (var lock = scene.postgres().lock("flow_run")) {
                load.goOnFor(Trial.TIME);
                lock.rollback();
              }
            })
        .brokeNothing()
        .cameBack()
        .keptAll();
  }
}
