package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.chaos.Outcome.Kind;
import dev.rigel.it.EachOnce;
import dev.rigel.it.Site;
import org.junit.jupiter.api.Test;

/** The server is told to end under load: SIGTERM. */
@OnScene
@EachOnce
class StoppedServerIT {
  private static final int CLIENTS = 12;

  private final Scene scene;

  StoppedServerIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void what_it_has_begun_it_answers_and_new_requests_are_sent_away() throws Exception {
    try (var api = scene.api();
        var load = Load.on(Site.unlimited(api), CLIENTS, scene.server().api())) {
      load.awaitCompleted(CLIENTS * 3);
      scene.server().terminate();
      scene.server().awaitEnd();
      scene.server().start();
      scene.server().awaitReady();
      load.settle();
      var ledger = load.ledger();
      var findings = Findings.of(load, api);
      Report.print(
          "SIGTERM",
          ledger,
          findings,
          ledger.unansweredButDone().size() + " done and not answered");

      assertThat(ledger.all(Kind.BROKEN, Kind.CUT).stream().map(Outcome::toString)).isEmpty();
      assertThat(ledger.unansweredButDone()).isEmpty();
      assertThat(findings.isEmpty()).as(findings.toString()).isTrue();
      assertThat(ledger.surprises()).isEmpty();
    }
  }
}
