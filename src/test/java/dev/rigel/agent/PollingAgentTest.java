package dev.rigel.agent;

import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.state.StateType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Agents of a server that knows none, such as one of Prefect 2.6.9. */
class PollingAgentTest extends AgentSuite {
  @Test
  void what_it_finds_is_said() {
    server.queue("team-a");
    server.pause("team-b");
    once(quiet().prefixes(List.of("team-")));
    runOnce("new");

    assertThat(server.names(api.polls())).containsExactly("team-a", "new");
    assertThat(log.messages())
        .contains(
            "The server at " + api.url() + " knows no agents: this one asks its queues for runs.",
            "Matched new work queues: team-a, team-b",
            "Work queue 'team-b' (" + server.queue("team-b") + ") is paused.",
            "Created work queue 'new'.");
  }

  @Test
  void a_limit_that_is_reached_is_said_and_all_polls_bring_the_agent_s_id() {
    shell("q", "while [ ! -e go ]; do sleep 0.05; done", Map.of());
    shell("q", "true", Map.of());
    start(limited(1, "q"));

    await()
        .until(() -> log.messages().contains("Flow run limit reached; 1 flow runs in progress."));

    assertThat(api.agents()).hasSize(1);
    write("go");
  }

  PollingAgentTest() {
    api.knowNoAgents();
  }

  @Override
  List<StateType> silent() {
    return List.of(SCHEDULED, PENDING);
  }

  @Test
  void a_run_within_the_prefetch_waits_for_its_time_and_is_announced_once() {
    var run = shell("q", "true", Map.of(), Duration.ofMillis(1500));
    start("q");

    await().until(() -> server.states(run).contains(PENDING));

    assertThat(server.takenAt(run)).isAfterOrEqualTo(server.dueAt(run));
    assertThat(log.messages()).containsOnlyOnce("Submitting flow run '" + run + "'");
    assertThat(api.polls()).hasSizeGreaterThan(2);
  }

  @Test
  void a_run_that_someone_else_took_is_dropped_and_the_next_one_runs() {
    var lost = shell("q", "echo lost > out", Map.of(), Duration.ofMillis(800));
    start("q");
    await().until(() -> log.messages().contains("Submitting flow run '" + lost + "'"));
    server.report(lost, RUNNING);
    var next = shell("q", "echo next > out", Map.of());

    await().until(() -> server.states(next).contains(PENDING));
    await().until(() -> log.messages().stream().anyMatch(m -> m.contains("sent an abort signal")));

    assertThat(content("out")).isEqualTo("next");
    assertThat(server.states(lost)).containsExactly(SCHEDULED, RUNNING);
  }

  @Test
  void an_accepted_take_whose_answer_is_lost_is_still_ours() {
    var run = shell("q", "echo ran > out", Map.of());
    api.loseNextAnswer();

    runOnce("q");

    assertThat(content("out")).isEqualTo("ran");
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING);
  }

  @Test
  void queues_are_polled_in_the_order_given() {
    runOnce("c", "a", "b");

    assertThat(server.names(api.polls())).containsExactly("c", "a", "b");
  }

  @Test
  void a_queue_that_cannot_be_polled_does_not_stop_the_others() {
    api.failing(server.queue("ill").toString());
    var run = shell("well", "true", Map.of());

    assertThat(runOnce("ill", "well")).isEqualTo(1);

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING);
    assertThat(log.messages()).anyMatch(m -> m.startsWith("Failed to poll work queue 'ill': "));
  }

  @Test
  void a_poll_that_fails_as_no_poll_should_makes_a_single_pass_fail_with_one_line() {
    api.answerPollsWithNonsense(true);

    assertThat(runOnce("q")).isEqualTo(1);

    assertThat(log.errors())
        .singleElement()
        .asString()
        .startsWith("Failed to poll work queue 'q': java.lang.NullPointerException");
    assertThat(log.thrown()).isEmpty();
  }

  @Test
  void a_poll_that_fails_as_no_poll_should_is_said_once_and_made_again() {
    api.answerPollsWithNonsense(true);
    start("q");
    await().until(() -> api.polls().size() > 2);

    api.answerPollsWithNonsense(false);
    var run = shell("q", "true", Map.of());

    await().until(() -> server.states(run).contains(PENDING));
    assertThat(log.errors()).hasSize(1);
  }

  @Test
  void a_queue_that_the_server_refuses_does_not_stop_the_others() {
    api.refusing("ill");
    var run = shell("well", "true", Map.of());

    assertThat(runOnce("ill", "well")).isEqualTo(1);

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING);
    assertThat(log.messages())
        .contains("Failed to create work queue 'ill': no such names here (HTTP 422)");
  }

  @Test
  void a_run_that_waits_for_its_time_takes_no_place() {
    var script = "while [ ! -e go ]; do sleep 0.05; done";
    var later = shell("first", "true", Map.of(), Duration.ofSeconds(4));
    var now = shell("second", script, Map.of());
    start(limited(1, "first", "second"));

    await().until(() -> !taken(List.of(now)).isEmpty());
    assertThat(taken(List.of(later))).isEmpty();
    write("go");

    await().until(() -> !taken(List.of(later)).isEmpty());
  }

  @Test
  void a_server_that_was_away_is_noticed_told_and_polled_again() {
    start("q");
    await().until(() -> !api.polls().isEmpty());
    api.down(true);
    await().until(() -> printed().contains("Failed the last 3 attempts."));
    assertThat(log.messages().stream().filter(m -> m.startsWith("Failed to poll"))).hasSize(1);

    api.down(false);
    var run = shell("q", "true", Map.of());

    await().until(() -> server.states(run).contains(PENDING));
    assertThat(log.messages()).contains("All work queues can be polled again.");
  }

  @Test
  void a_queue_that_is_deleted_is_made_again() {
    start("q");
    await().until(() -> !api.polls().isEmpty());

    server.deleteQueue("q");

    await().until(() -> server.hasQueue("q"));
    assertThat(log.messages()).anyMatch(m -> m.matches("Work queue 'q' \\(.*\\) not found\\."));
  }

  @Test
  void tags_are_one_legacy_queue() {
    once(quiet().tags(List.of("b", "a")));

    assertThat(server.names(api.polls())).containsExactly("Agent queue a-b");
  }

  @Test
  void a_claim_that_is_not_answered_when_the_agent_stops_is_given_back() {
    var run = shell("q", "true", Map.of());
    api.holdNextAnswer();
    start("q");
    await().until(() -> server.states(run).contains(PENDING));

    agents.get(0).close();

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, SCHEDULED);
  }

  @Test
  void a_run_whose_process_lives_is_not_taken_again() {
    var run = shell("q", "echo started >> out; while [ ! -e go ]; do sleep 0.05; done", Map.of());
    start("q");
    content("out");
    var polls = api.polls().size();

    server.report(run, SCHEDULED); // it waits for a retry in its own process
    await().until(() -> api.polls().size() > polls + 3);

    assertThat(lines("out")).hasSize(1);
    write("go");
  }
}
