package dev.rigel.chaos;

import dev.rigel.contract.log.LogCreateBuilder;
import dev.rigel.it.EachOnce;
import dev.rigel.it.Site;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** There is no room for H2's file to grow. */
@OnScene
@EachOnce
@DisabledIfSystemProperty(
    named = "it.postgresql.port",
    matches = ".+",
    disabledReason = "with PostgreSQL the server keeps nothing on its disk")
class FullDiskIT {
  private static final int CLIENTS = 6;

  /** 100 kB of text, and 100 MB of it in all. */
  private static final int LINE_BITS = 400_000;

  private static final int MOST_LINES = 1_000;

  private final Scene scene;

  FullDiskIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void the_server_is_back_when_there_is_room_again() throws Exception {
    var server = scene.server().victim();
    Trial.of(
            scene,
            "disk full",
            CLIENTS,
            load -> {
              server.fillDisk(Files.size(scene.h2File()));
              try {
                useUpWhatIsLeft(load);
                load.goOnFor(Trial.TIME);
              } finally {
                server.emptyDisk();
              }
            })
        .brokeNothing()
        .cameBack()
        .keptAll();
  }

  /** H2 fills the gaps in its file first. */
  private void useUpWhatIsLeft(Load load) {
    var caller = new Caller(scene.server().api(), load.ledger());
    var random = new Random(1);
    for (int i = 0; i < MOST_LINES; i++) {
      var text = new BigInteger(LINE_BITS, random).toString(16);
      var line =
          LogCreateBuilder.builder()
              .name("filler")
              .level(20)
              .message(text)
              .timestamp(Site.now())
              .flowRunId(UUID.randomUUID())
              .build();
      if (!caller.post("/logs/", List.of(line)).isFine()) {
        return;
      }
    }
    throw new AssertionError("the file still grows: " + scene.h2File());
  }
}
