package dev.rigel.chaos;

import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.state.StateResponse;
import dev.rigel.it.EachOnce;
import dev.rigel.it.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed, its sessions are ended, or its database is away, while an agent waits and
 * has a run in every phase of its life. That harms no run: some are as they were, others end
 * meanwhile and are reported afterwards, by their process or by the agent.
 */
@OnScene
@EachOnce
class AgentsGoOnIT {
  /** Of runs to which nothing happens until the harm is over. */
  private static final Set<Phase> STILL = EnumSet.of(Phase.AHEAD, Phase.ENDING);

  /** How often sessions are ended. */
  private static final int TIMES = 5;

  private final Scene scene;
  @TempDir Path directory;

  AgentsGoOnIT(Scene scene) {
    this.scene = scene;
  }

  private interface Harm {
    /** Does it to what an agent relies on, and mends it; in between other things happen. */
    void happen(Play play, Happening meanwhile) throws IOException;
  }

  private interface Happening {
    void happen() throws IOException;
  }

  @Test
  void the_server_is_killed() throws Exception {
    survive("server killed", this::killServer);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "it.postgresql.port",
      matches = ".+",
      disabledReason = "H2 has no sessions that could be ended")
  void sessions_of_the_server_are_ended() throws Exception {
    survive("server's sessions ended", this::endSessions);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "it.postgresql.port",
      matches = ".+",
      disabledReason = "H2 is in the server's own process")
  void the_database_is_away_for_longer_than_a_lease() throws Exception {
    survive("PostgreSQL away for a lease", this::stopDatabase);
  }

  private void killServer(Play play, Happening meanwhile) throws IOException {
    var begin = System.nanoTime();
    scene.hasty().kill();
    meanwhile.happen();
    awaitSince(begin, Scene.LEASE);
    play.proxy().cut();
    scene.hasty().start();
    letAgentsComeLater(play);
  }

  private void stopDatabase(Play play, Happening meanwhile) throws IOException {
    var begin = System.nanoTime();
    scene.postgres().stop();
    meanwhile.happen();
    awaitSince(begin, Scene.LEASE);
    play.proxy().cut();
    scene.postgres().start();
    letAgentsComeLater(play);
  }

  /** The server looks for lost agents before it hears of any. */
  private void letAgentsComeLater(Play play) {
    scene.hasty().awaitReady();
    awaitSince(System.nanoTime(), Scene.LEASE.dividedBy(3));
    play.proxy().reopen();
  }

  private void endSessions(Play play, Happening meanwhile) throws IOException {
    for (int i = 0; i < TIMES; i++) {
      scene.postgres().endSessions();
      if (i == 1) {
        meanwhile.happen();
      }
      scene.hasty().awaitReady();
    }
  }

  private static void awaitSince(long begin, Duration time) {
    await("the end of " + time)
        .atMost(time.multipliedBy(2))
        .until(() -> System.nanoTime() - begin > time.toNanos());
  }

  private void survive(String fault, Harm harm) throws Exception {
    try (var api = scene.hastyApi();
        var play = new Play(fault, api, new Props(api, directory), directory, Scene.hastyAgent())) {
      var one = play.begun();
      play.plan();
      var before = still(play);

      harm.happen(play, () -> endSome(play));

      var back = Site.now();
      var taken = play.awaitExtra().stream().filter(s -> s.type() == PENDING).findFirst();
      var took = Duration.between(back, taken.orElseThrow().timestamp());
      Report.print(fault, "another", took, List.of());
      assertThat(took).isLessThan(Scene.LEASE.plus(Scene.SLACK));
      assertThat(still(play)).isEqualTo(before);
      assertEnded(play, back);
      var released = Site.now();
      play.release();
      play.awaitHistory(Phase.ENDING, SCHEDULED, PENDING, RUNNING, COMPLETED);
      play.report(Phase.ENDING, released, last(play, Phase.ENDING));
      play.awaitPlanned();
      assertThat(one.process().isAlive()).isTrue();
      assertStartedOnce(play);
      assertStillWatchedOver(play, one);
      play.assertNothingIsStuck();
    }
  }

  private static Map<Phase, List<StateResponse>> still(Play play) {
    var histories = play.histories();
    histories.keySet().retainAll(STILL);
    return histories;
  }

  /** Returns when what is to end has; its reports may be on the way. */
  private static void endSome(Play play) throws IOException {
    play.letGoOn(Phase.RUNNING, Phase.CANCELLING, Phase.JOB);
    play.process(Phase.STARTING).kill();
    play.awaitEnd(List.of(play.process(Phase.CANCELLING)));
    Play.eventually("the job's end", () -> assertThat(play.jobDiary()).contains("ended"));
  }

  /** Each as it was, not as a server says of runs that their agent has lost. */
  private static void assertEnded(Play play, OffsetDateTime back) {
    play.awaitHistory(Phase.STARTING, SCHEDULED, PENDING, CRASHED);
    assertThat(last(play, Phase.STARTING).message()).contains("status code 137");
    play.awaitCancelled();
    assertThat(last(play, Phase.CANCELLING).message()).startsWith("Cancelled. ");
    play.awaitHistory(Phase.RUNNING, SCHEDULED, PENDING, RUNNING, COMPLETED);
    play.awaitHistory(Phase.JOB, SCHEDULED, PENDING, RUNNING, COMPLETED);
    for (var phase : EnumSet.complementOf(EnumSet.copyOf(STILL))) {
      var took = play.report(phase, back, last(play, phase));
      assertThat(took).isLessThan(Scene.LEASE.plus(Scene.SLACK));
    }
  }

  private static StateResponse last(Play play, Phase phase) {
    var history = play.history(phase);
    return history.get(history.size() - 1);
  }

  /** The server's own work goes on as well: it notices that the agent is lost. */
  private static void assertStillWatchedOver(Play play, Play.Actor one) {
    one.all().forEach(Victim::kill);
    play.awaitTaken(Phase.AHEAD, play.agent("other"));
  }

  private static void assertStartedOnce(Play play) throws IOException {
    for (var phase : EnumSet.complementOf(EnumSet.of(Phase.JOB))) {
      play.process(phase);
    }
    assertThat(play.jobDiary()).containsExactly("begun", "ended");
  }
}
