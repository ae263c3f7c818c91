package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.chaos.Outcome.Kind;
import dev.rigel.it.Site;
import java.time.Duration;

/** A load before, in and after a fault, and what came of it. */
final class Trial {
  /** How long a fault lasts: {@code rigel.chaos.seconds}, default 5. */
  static final Duration TIME = Duration.ofSeconds(Integer.getInteger("rigel.chaos.seconds", 5));

  /**
   * Until when after the end of a fault everything has to be well again: {@code rigel.chaos.back},
   * default 20 s, as machines that build are busy.
   */
  private static final Duration BACK =
      Duration.ofSeconds(Integer.getInteger("rigel.chaos.back", 20));

  /** For how long after a fault it is watched whether all stays well. */
  private static final Duration WATCH = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final Findings findings;
  private final Duration back;

  private Trial(Ledger ledger, Findings findings, Duration back) {
    this.ledger = ledger;
    this.findings = findings;
    this.back = back;
  }

  /** Harm that is done, and its end. */
  interface Fault {
    void happen(Load load) throws Exception;
  }

  /**
   * Makes one.
   *
   * @param name for the report
   * @param clients that make the load
   */
  static Trial of(Scene scene, String name, int clients, Fault fault) throws Exception {
    try (var api = scene.api();
        var load = Load.on(Site.unlimited(api), clients, scene.server().api())) {
      load.awaitCompleted(clients);
      fault.happen(load);
      var end = System.nanoTime();
      load.goOnFor(WATCH);
      var back = load.ledger().badUntil(end);
      load.settle();
      var trial = new Trial(load.ledger(), Findings.of(load, api), back);
      Report.print(name, load.ledger(), trial.findings, "back after " + back.toMillis() + " ms");
      return trial;
    }
  }

  /** Every answer was the API's own, and none said that the server is broken. */
  Trial brokeNothing() {
    return hadNone(Kind.BROKEN, Kind.FOREIGN, Kind.BUSY_WITHOUT_TIME);
  }

  /** No request ended in one of these ways. */
  Trial hadNone(Kind... kinds) {
    var all = ledger.all(kinds);
    assertThat(all.stream().limit(10).map(Outcome::toString))
        .as("%d of these", all.size())
        .isEmpty();
    return this;
  }

  /** Soon after the fault all was well. */
  Trial cameBack() {
    assertThat(back).as("time until all was well").isLessThan(BACK);
    return this;
  }

  /** What was confirmed is there, once, and at its end. */
  Trial keptAll() {
    assertThat(findings.gone()).as("gone").isEmpty();
    assertThat(findings.doubled()).as("doubled").isEmpty();
    // before what is stuck: they say why
    assertThat(ledger.surprises()).as("surprises").isEmpty();
    assertThat(findings.stuck()).as("stuck").isEmpty();
    return this;
  }
}
