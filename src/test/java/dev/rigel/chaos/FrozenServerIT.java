package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.chaos.Outcome.Kind;
import dev.rigel.it.Site;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * One of two servers on a PostgreSQL is frozen, in the midst of transactions, and goes on later.
 */
@OnScene
@EnabledIfSystemProperty(
    named = "it.postgresql.port",
    matches = ".+",
    disabledReason = "on H2 there is one server")
class FrozenServerIT {
  private static final int CLIENTS = 6;

  /** Well above the time after which PostgreSQL ends a transaction that nobody goes on with. */
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(2);

  private final Scene scene;

  FrozenServerIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void its_transactions_do_not_hold_up_the_other_one() throws Exception {
    try (var frozen = scene.otherServer();
        var api = scene.api();
        var load = Load.on(Site.unlimited(api), CLIENTS, scene.server().api(), frozen.api())) {
      load.awaitCompleted(CLIENTS * 3);
      freezeInATransaction(frozen.victim());
      var begin = System.nanoTime();
      try {
        await("the end of its transactions")
            .atMost(LONGEST_LOCK)
            .until(() -> scene.postgres().idleTransactions(1) == 0);
        load.awaitCompleted(CLIENTS * 3);
      } finally {
        frozen.victim().thaw();
      }
      var held = Duration.ofNanos(System.nanoTime() - begin);
      load.awaitCompleted(CLIENTS * 3);
      load.settle();
      var findings = Findings.of(load, api);
      Report.print("frozen", load.ledger(), findings, "locks held for " + held.toSeconds() + " s");

      assertThat(findings.isEmpty()).as(findings.toString()).isTrue();
      assertThat(load.ledger().surprises()).isEmpty();
      assertThat(
              load.ledger().all(Kind.BROKEN, Kind.FOREIGN, Kind.BUSY_WITHOUT_TIME).stream()
                  .map(Outcome::toString))
          .isEmpty();
    }
  }

  /** It may be between two transactions: then once more. */
  private void freezeInATransaction(Victim victim) {
    await("a server frozen in a transaction")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              victim.freeze();
              if (isHeld()) {
                return true;
              }
              victim.thaw();
              return false;
            });
  }

  /** The transactions of the server that goes on are shorter. */
  private boolean isHeld() {
    var end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (System.nanoTime() - end < 0) {
      if (scene.postgres().idleTransactions(1) > 0) {
        return true;
      }
    }
    return false;
  }
}
