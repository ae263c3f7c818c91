package dev.rigel.chaos;

import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.chaos.Play.Actor;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.it.EachOnce;
import dev.rigel.it.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents and what they have started are killed, frozen and cut off, with a run in every phase of
 * its life. All of that at once, as most of it is waiting.
 */
@OnScene
@EachOnce
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostAgentsIT {
  /** What a process does whose run is another's, and what it is told. */
  private static final String[] REFUSED = {
    "log 403", "task 403", "COMPLETED ABORT", "RUNNING ABORT"
  };

  private final Scene scene;
  private final Map<String, Future<?>> faults = new HashMap<>();
  private ExecutorService threads;

  LostAgentsIT(Scene scene) {
    this.scene = scene;
  }

  private interface Plot {
    void happen(Play play) throws Exception;
  }

  @BeforeAll
  void begin(@TempDir Path directory) throws Exception {
    threads = Executors.newCachedThreadPool();
    var props = new Props(scene.hastyApi(), directory);
    var plots =
        Map.<String, Plot>of(
            "agent killed", this::killAgent,
            "agent and children killed", this::killAgentAndChildren,
            "children killed", this::killChildren,
            "agent frozen", this::freezeAgent,
            "agent and children frozen", this::freezeAgentAndChildren,
            "answers lost", this::loseAnswers);
    for (var plot : plots.entrySet()) {
      var fault = plot.getKey();
      var home = Files.createDirectories(directory.resolve(fault.replace(' ', '-')));
      faults.put(fault, threads.submit(() -> happen(fault, props, home, plot.getValue())));
    }
  }

  private Void happen(String fault, Props props, Path home, Plot plot) throws Exception {
    try (ApiClient api = scene.hastyApi();
        var play = new Play(fault, api, props, home, Scene.hastyAgent())) {
      plot.happen(play);
    }
    return null;
  }

  @AfterAll
  void end() {
    threads.shutdownNow();
  }

  @Test
  void an_agent_is_killed_whose_children_live_on() throws Exception {
    faults.get("agent killed").get();
  }

  @Test
  void an_agent_and_its_children_are_killed() throws Exception {
    faults.get("agent and children killed").get();
  }

  @Test
  void the_children_of_an_agent_are_killed() throws Exception {
    faults.get("children killed").get();
  }

  @Test
  void an_agent_is_frozen_for_twice_the_lease() throws Exception {
    faults.get("agent frozen").get();
  }

  @Test
  void an_agent_and_its_children_are_frozen_for_twice_the_lease() throws Exception {
    faults.get("agent and children frozen").get();
  }

  @Test
  void answers_are_lost_after_the_server_has_done_what_was_asked() throws Exception {
    faults.get("answers lost").get();
  }

  private void killAgent(Play play) throws Exception {
    var one = play.begun();
    lose(play, one, List.of(one.process()), Victim::kill);
    assertEndedAsLost(play);
  }

  private void killAgentAndChildren(Play play) throws Exception {
    var one = play.begun();
    lose(play, one, one.all(), Victim::kill);
    assertEndedAsLost(play);
  }

  private void freezeAgent(Play play) throws Exception {
    var one = play.begun();
    freeze(play, one, List.of(one.process()));
  }

  private void freezeAgentAndChildren(Play play) throws Exception {
    var one = play.begun();
    freeze(play, one, one.all());
  }

  private void freeze(Play play, Actor one, List<Victim> victims) throws Exception {
    var begin = System.nanoTime();
    var other = lose(play, one, victims, Victim::freeze);
    await("twice the lease")
        .atMost(Scene.LEASE.multipliedBy(3))
        .until(() -> System.nanoTime() - begin > Scene.LEASE.multipliedBy(2).toNanos());
    var before = play.histories();

    victims.forEach(Victim::thaw);

    one.awaitState(AgentState.ONLINE);
    play.awaitEnd(one.children());
    assertThat(play.histories()).isEqualTo(before);
    other.endInOrder();
    assertEndedAsLost(play);
  }

  /** Another agent gets what has not begun, and runs it; what has begun is CRASHED. */
  private static Actor lose(Play play, Actor one, List<Victim> victims, Consumer<Victim> harm)
      throws Exception {
    var due = play.read(Phase.AHEAD).nextScheduledStartTime();
    var time = Site.now();
    victims.forEach(harm);
    var other = play.agent("other");
    for (var phase : Phase.values()) {
      if (phase == Phase.CANCELLING) {
        play.awaitCancelled();
      } else if (phase.hasBegun()) {
        play.awaitHistory(phase, SCHEDULED, PENDING, RUNNING, CRASHED);
      } else {
        play.awaitTaken(phase, other);
      }
    }
    assertThat(play.read(Phase.AHEAD).nextScheduledStartTime()).isEqualTo(due);
    for (var phase : Phase.values()) {
      var mended = mended(phase, play.history(phase));
      var took = play.report(phase, time, mended);
      if (phase != Phase.CANCELLING) {
        assertThat(mended.message()).contains(one.name(), "was not heard of");
        assertThat(took).isLessThan(Scene.LEASE.plus(Scene.SLACK));
      }
    }
    play.release();
    if (!victims.containsAll(one.children())) {
      assertRefused(play, one);
    }
    play.awaitHistory(Phase.STARTING, SCHEDULED, PENDING, SCHEDULED, PENDING, RUNNING, COMPLETED);
    return other;
  }

  private static StateResponse mended(Phase phase, List<StateResponse> history) {
    return history.stream()
        .skip(1)
        .filter(s -> phase.hasBegun() ? s.type().isTerminal() : s.type() == SCHEDULED)
        .findFirst()
        .orElseThrow();
  }

  /** The processes of the lost agent try to write what they can. */
  private static void assertRefused(Play play, Actor one) {
    play.awaitEnd(one.children());
    assertThat(play.diary(Phase.AHEAD, one)).contains("RUNNING ABORT").endsWith(REFUSED);
    assertThat(play.diary(Phase.STARTING, one)).contains("RUNNING ABORT").endsWith(REFUSED);
    assertThat(play.diary(Phase.RUNNING, one)).contains("COMPLETED ABORT").endsWith(REFUSED);
    assertThat(play.diary(Phase.ENDING, one)).contains("COMPLETED ABORT").endsWith(REFUSED);
    assertThat(play.jobDiary()).startsWith("begun").hasSize(2);
  }

  private static void assertEndedAsLost(Play play) {
    for (var phase : List.of(Phase.RUNNING, Phase.ENDING, Phase.JOB)) {
      play.awaitHistory(phase, SCHEDULED, PENDING, RUNNING, CRASHED);
    }
    play.assertNothingIsStuck();
    for (var phase : Phase.values()) {
      assertThat(play.logs(phase))
          .as("%s: %s, %s", phase, play.diaries(phase), play.histories())
          .doesNotContain("too late");
    }
  }

  private void killChildren(Play play) throws Exception {
    var one = play.begun();
    var time = Site.now();
    one.children().forEach(Victim::kill);
    for (var phase : Phase.values()) {
      if (phase == Phase.CANCELLING) {
        play.awaitCancelled();
      } else if (phase.hasBegun()) {
        play.awaitHistory(phase, SCHEDULED, PENDING, RUNNING, CRASHED);
      } else {
        play.awaitHistory(phase, SCHEDULED, PENDING, CRASHED);
      }
      var history = play.history(phase);
      play.report(phase, time, history.get(history.size() - 1));
    }
    var before = play.histories();
    play.release();
    play.assertNothingIsStuck();
    assertThat(play.histories()).isEqualTo(before);
  }

  private void loseAnswers(Play play) throws Exception {
    play.proxy().loseAnswers("/exchange", "/set_state", "/logs/", "/task_runs/");
    play.begun();
    var time = Site.now();
    play.release();
    for (var phase : List.of(Phase.STARTING, Phase.RUNNING, Phase.ENDING, Phase.JOB)) {
      play.awaitHistory(phase, SCHEDULED, PENDING, RUNNING, COMPLETED);
      play.report(phase, time, play.history(phase).get(3));
    }
    play.awaitCancelled();
    assertThat(play.jobDiary()).containsExactly("begun", "ended");
    play.assertNothingIsStuck();
    assertThat(play.proxy().lost()).isGreaterThan(10);
  }
}
