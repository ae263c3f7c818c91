package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.chaos.Outcome.Kind;
import dev.rigel.contract.state.StateType;
import dev.rigel.it.EachOnce;
import dev.rigel.it.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed under load, {@code -Drigel.chaos.kills} times (default 1), while a batch job
 * runs. Each test holds one of the things that must be true afterwards.
 */
@OnScene
@EachOnce
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledServerIT {
  private static final int KILLS = Integer.getInteger("rigel.chaos.kills", 1);
  private static final int CLIENTS = 6;
  private static final int RUNS_BETWEEN_KILLS = 25;

  private final Scene scene;

  /** Of a job that was not at work after a restart, what is known. */
  private final List<String> ended = new ArrayList<>();

  private Ledger ledger;
  private Findings findings;
  private List<String> diary;
  private List<StateType> jobStates;

  KilledServerIT(Scene scene) {
    this.scene = scene;
  }

  @BeforeAll
  void kill_it_under_load(@TempDir Path directory) throws Exception {
    try (var api = scene.api();
        var job = new EnduringJob(api, api.url(), directory, Map.of());
        var load = Load.on(Site.unlimited(api), CLIENTS, scene.server().api())) {
      ledger = load.ledger();
      job.awaitRunning();
      var runsPerSecond = runsPerSecond(load);
      var longest = Duration.ZERO;
      for (int i = 0; i < KILLS; i++) {
        load.awaitCompleted(RUNS_BETWEEN_KILLS);
        scene.server().killAndStart();
        var start = scene.server().awaitReady();
        longest = start.compareTo(longest) > 0 ? start : longest;
        load.awaitCompleted(CLIENTS);
        if (!job.isAtWork()) {
          ended.add(job.story());
        }
      }
      load.settle();
      findings = Findings.of(load, api);
      Report.print(
          KILLS + " kills",
          ledger,
          findings,
          "%.1f runs/s undisturbed; longest start %d s; job at work after %d of %d"
              .formatted(runsPerSecond, longest.toSeconds(), KILLS - ended.size(), KILLS));
      job.end();
      diary = job.diary();
      jobStates = job.states();
    }
  }

  private static double runsPerSecond(Load load) {
    load.awaitCompleted(CLIENTS * 5);
    var before = load.ledger().completed();
    var begin = System.nanoTime();
    load.goOnFor(Trial.TIME);
    return (load.ledger().completed() - before) * 1e9 / (System.nanoTime() - begin);
  }

  @Test
  void no_confirmed_change_is_gone() {
    assertThat(findings.gone()).isEmpty();
  }

  @Test
  void no_run_is_doubled() {
    assertThat(findings.doubled()).isEmpty();
    assertThat(ledger.surprises()).isEmpty();
  }

  @Test
  void no_run_is_stuck() {
    assertThat(findings.stuck()).isEmpty();
  }

  @Test
  void a_batch_job_goes_through_every_restart() {
    assertThat(ended).isEmpty();
    assertThat(diary).containsExactly("begun", "ended");
    assertThat(jobStates)
        .containsExactly(
            StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.COMPLETED);
  }

  @Test
  void a_server_that_starts_answers_as_the_api_or_not_at_all() {
    assertThat(ledger.all(Kind.FOREIGN, Kind.BROKEN, Kind.BUSY_WITHOUT_TIME)).isEmpty();
  }
}
