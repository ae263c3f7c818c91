package dev.rigel.agent;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.state.StateType;
import dev.rigel.engine.TroubleBatchlet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents of a server that gives them runs and orders. */
class ExchangingAgentTest extends AgentSuite {
  private static final String UNTIL_GO = "while [ ! -e go ]; do sleep 0.05; done";

  @Override
  List<StateType> silent() {
    return List.of(SCHEDULED, PENDING, CRASHED);
  }

  @Test
  void it_registers_with_what_people_want_to_know_and_signs_off() {
    start(
        quiet()
            .queues(List.of("b", "a"))
            .limit(3)
            .name("night-shift")
            .labels(List.of("gpu", "cellar"))
            .build());
    await().until(() -> !api.exchanges().isEmpty());

    var agent = server.agents().get(0);
    assertThat(agent.name()).isEqualTo("night-shift");
    assertThat(agent.labels()).containsExactly("gpu", "cellar");
    assertThat(agent.queues()).containsExactly("b", "a");
    assertThat(agent.limit()).isEqualTo(3);
    assertThat(agent.pid()).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(agent.state()).isEqualTo(AgentState.ONLINE);
    assertThat(server.hasQueue("a")).isTrue();

    agents.get(0).close();

    assertThat(server.agents().get(0).state()).isEqualTo(AgentState.GONE);
    assertThat(api.polls()).isEmpty();
  }

  @Test
  void what_it_starts_has_the_run_s_token_for_its_key() {
    shell("q", "echo $PREFECT_API_KEY > out", Map.of());

    runOnce("q");

    assertThat(content("out")).startsWith("rgl_run_");
  }

  @Test
  void a_key_in_the_block_is_the_user_s_own_decision() {
    shell("q", "echo $PREFECT_API_KEY > out", env("PREFECT_API_KEY", "mine"));

    runOnce("q");

    assertThat(content("out")).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"process", "agent"})
  void a_batch_job_speaks_with_its_run_s_token(String runtime) {
    var run = batchJob(Map.of("runtime", runtime));

    runOnce("q");

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, COMPLETED);
    assertThat(api.proposals())
        .hasSize(2)
        .allSatisfy(call -> assertThat(call.header("Authorization")).startsWith("Bearer rgl_run_"));
  }

  @Test
  void an_answer_that_is_lost_is_asked_for_again_and_nothing_runs_twice() {
    var run = shell("q", "echo ran >> out; " + UNTIL_GO, Map.of());
    api.loseNextOrders();
    start("q");

    assertThat(content("out")).isEqualTo("ran");
    var ids = api.exchanges().stream().map(ExchangingAgentTest::requestId).limit(3).toList();
    write("go");
    await().until(() -> server.states(run).contains(CRASHED));

    assertThat(ids.get(0)).isEqualTo(ids.get(1));
    assertThat(ids.stream().skip(2)).doesNotContain(ids.get(0));
    assertThat(lines("out")).hasSize(1);
    assertThat(server.states(run)).isEqualTo(silent());
  }

  @Test
  void a_crash_is_told_in_an_exchange_at_once_though_one_waits() {
    api.lettingAgentsWait();
    var run = shell("q", UNTIL_GO + "; exit 3", Map.of());
    start("q");
    await().until(() -> names(last(api.exchanges()), run));
    var waiting = requestId(last(api.exchanges()));
    write("go");

    await().until(() -> server.states(run).contains(CRASHED));

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, CRASHED);
    assertThat(api.proposals()).isEmpty();
    var telling =
        api.exchanges().stream()
            .filter(e -> !e.path("reports").isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(requestId(telling)).isEqualTo(waiting);
    assertThat(names(telling, run)).isTrue();
    // its answer is no reason to wait
    assertThat(telling.path("longest_wait").asDouble()).isZero();
  }

  @Test
  void a_place_that_is_free_again_is_told_at_once_though_an_exchange_waits() {
    api.lettingAgentsWait();
    var first = shell("q", UNTIL_GO, Map.of());
    start(limited(1, "q"));
    await().until(() -> names(last(api.exchanges()), first));
    var next = shell("q", "echo next > out", Map.of());
    server.report(first, COMPLETED);
    write("go");

    assertThat(content("out")).isEqualTo("next");
    await().until(() -> server.states(next).contains(CRASHED));
  }

  @Test
  void a_cancel_ends_the_process_and_all_it_has_started() {
    var tree = "sh -c \"trap '' TERM; echo \\$\\$ > stubborn; " + UNTIL_GO + "\" & wait";
    var run = shell("q", "echo $$ > pid; " + tree, Map.of());
    start("q");
    var child = ProcessHandle.of(Long.parseLong(content("pid"))).orElseThrow();
    var stubborn = ProcessHandle.of(Long.parseLong(content("stubborn"))).orElseThrow();
    server.report(run, RUNNING);

    server.cancel(run);

    await().until(() -> server.states(run).contains(CANCELLED));
    // soon the machine, too, has taken note of their deaths
    await().until(() -> !child.isAlive() && !stubborn.isAlive());
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, RUNNING, CANCELLED);
    assertThat(server.lastMessage(run)).contains("killed it when it had not in time");
    await().until(() -> !names(last(api.exchanges()), run));
    assertThat(log.errors()).isEmpty();
  }

  @Test
  void what_takes_long_to_end_is_killed_when_it_is_no_longer_its_own() {
    grace = "600";
    var run = shell("q", "trap '' TERM; echo $$ >> pids; " + UNTIL_GO, Map.of());
    start("q");
    var child = ProcessHandle.of(Long.parseLong(content("pids"))).orElseThrow();
    server.report(run, RUNNING);
    server.cancel(run);
    await().until(() -> last(api.exchanges()).path("ending_flow_run_ids").size() == 1);

    server.cancelAtOnce(run);

    await().until(() -> !child.isAlive());
    await().until(() -> !names(last(api.exchanges()), run));
    assertThat(log.messages()).noneMatch(message -> message.startsWith("Reported flow run"));
    server.report(run, SCHEDULED);
    await().until(() -> lines("pids").size() == 2);
    write("go");
    await().until(() -> server.states(run).contains(CRASHED));
  }

  @Test
  void what_its_parents_have_left_behind_ends_too() {
    var orphan = "sh -c \"trap '' TERM; echo \\$\\$ > orphan; " + UNTIL_GO + "\" &";
    var run = shell("q", "(" + orphan + "); echo $$ > pid; exec sleep 600", Map.of());
    start("q");
    var child = ProcessHandle.of(Long.parseLong(content("pid"))).orElseThrow();
    var left = ProcessHandle.of(Long.parseLong(content("orphan"))).orElseThrow();
    assertThat(child.descendants()).doesNotContain(left);
    server.report(run, RUNNING);

    server.cancel(run);

    await().until(() -> server.states(run).contains(CANCELLED));
    await().until(() -> !child.isAlive() && !left.isAlive());
  }

  @Test
  void one_that_was_cancelled_before_it_ran_ends_likewise() {
    var run = shell("q", "echo $$ > pid; " + UNTIL_GO, Map.of());
    start("q");
    var child = ProcessHandle.of(Long.parseLong(content("pid"))).orElseThrow();

    server.cancel(run);

    await().until(() -> !child.isAlive());
    await().until(() -> !names(last(api.exchanges()), run));
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, CANCELLED);
  }

  @Test
  void a_cancel_stops_a_batch_job() {
    var block = server.block("batch-job", Map.of("runtime", "process", "stream_output", false));
    var run = server.run("q", server.deployment(block, "batch:engine-endless", Map.of()), NOW);
    start("q");
    await().atMost(SOON).until(() -> server.taskStates("wait").contains(RUNNING));

    server.cancel(run);

    await().atMost(SOON).until(() -> server.states(run).contains(CANCELLED));
    await().atMost(SOON).until(() -> !names(last(api.exchanges()), run));
    assertThat(server.taskStates("wait")).last().isEqualTo(CANCELLED);
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, RUNNING, CANCELLED);
    assertThat(server.lastMessage(run)).startsWith("Stopped on request in step 'wait'");
  }

  @Test
  void what_is_no_longer_its_own_is_killed_without_a_word() {
    var run = shell("q", "trap '' TERM; echo $$ > pid; " + UNTIL_GO, Map.of());
    start("q");
    var child = ProcessHandle.of(Long.parseLong(content("pid"))).orElseThrow();
    server.pause("q");

    server.signOff(server.agents().get(0).id());

    await().until(() -> !child.isAlive());
    await().until(() -> !names(last(api.exchanges()), run));
    assertThat(server.agents()).hasSize(2);
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, SCHEDULED);
    assertThat(api.exchanges()).allSatisfy(e -> assertThat(e.path("reports")).isEmpty());
    assertThat(log.errors()).isEmpty();
  }

  @Test
  void a_run_that_it_is_given_anew_is_started_anew_when_the_old_process_is_dead() {
    var run = shell("q", "echo $$ >> pids; " + UNTIL_GO, Map.of());
    start("q");
    var first = ProcessHandle.of(Long.parseLong(content("pids"))).orElseThrow();

    server.signOff(server.agents().get(0).id());

    await().until(() -> lines("pids").size() == 2);
    assertThat(first.isAlive()).isFalse();
    write("go");
    await().until(() -> server.states(run).contains(CRASHED));
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, SCHEDULED, PENDING, CRASHED);
  }

  @Test
  void one_that_drains_takes_no_more_and_ends_when_it_has_none() throws InterruptedException {
    var run = shell("q", "echo up > up; " + UNTIL_GO, Map.of());
    start("q");
    content("up");
    server.drain(server.agents().get(0).id());
    await().until(() -> last(api.exchanges()).path("is_draining").asBoolean());
    var next = shell("q", "true", Map.of());
    var asked = api.timesAsked();
    await().until(() -> api.timesAsked() > asked + 1);
    write("go");

    threads.get(0).join();

    assertThat(server.states(run)).isEqualTo(silent());
    assertThat(server.states(next)).containsExactly(SCHEDULED);
    // the server would give it none either
    assertThat(api.exchanges().stream().filter(e -> e.path("is_draining").asBoolean()))
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e.path("free").asInt()).isZero());
    assertThat(server.agents().get(0).state()).isEqualTo(AgentState.GONE);
  }

  @Test
  void running_work_goes_on_while_the_server_is_away_and_all_is_told_afterwards() {
    var command = shell("q", "echo up > up; " + UNTIL_GO + "; echo down > down; exit 3", Map.of());
    var job =
        trouble(TroubleBatchlet.WAIT_FOR + directory.resolve("go"), Map.of("runtime", "agent"));
    start("q");
    content("up");
    await().atMost(SOON).until(() -> server.taskStates("work").contains(RUNNING));
    api.down(true);
    await().until(() -> log.messages().stream().anyMatch(m -> m.startsWith("Failed to ask for")));
    write("go");
    content("down");
    await().until(() -> printed().contains("Failed the last 3 attempts."));

    api.down(false);

    await().until(() -> server.states(command).contains(CRASHED));
    await().atMost(SOON).until(() -> server.states(job).contains(COMPLETED));
    assertThat(server.states(command)).containsExactly(SCHEDULED, PENDING, CRASHED);
    assertThat(server.states(job)).containsExactly(SCHEDULED, PENDING, RUNNING, COMPLETED);
    assertThat(server.taskStates("work")).containsExactly(PENDING, RUNNING, COMPLETED);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(server.logs())
                    .containsOnlyOnce(
                        "waits for a file", "has seen the file", "Run ended Completed"));
    assertThat(server.agents()).hasSize(1);
    assertThat(log.messages()).contains("The server answers again.");
  }

  @Test
  void a_server_that_is_away_at_the_start_is_waited_for() {
    api.down(true);
    start("q");
    await().until(() -> log.messages().stream().anyMatch(m -> m.startsWith("Failed to register")));

    api.down(false);
    var run = shell("q", "true", Map.of());

    await().until(() -> server.states(run).contains(PENDING));
    assertThat(api.polls()).isEmpty();
  }

  @Test
  void a_server_that_is_hidden_is_not_one_that_knows_no_agents() {
    api.hidden(true);
    start("q");
    await().until(() -> log.messages().stream().anyMatch(m -> m.startsWith("Failed to register")));

    api.hidden(false);

    await().until(() -> !api.exchanges().isEmpty());
    assertThat(api.polls()).isEmpty();
  }

  @Test
  void a_single_pass_fails_where_the_server_is_away() {
    api.down(true);

    assertThat(runOnce("q")).isEqualTo(1);
  }

  @Test
  void a_run_ahead_of_its_time_is_started_and_begins_on_it() {
    var run = batchJob(Map.of("runtime", "agent"), Duration.ofSeconds(4));
    start("q");

    await().until(() -> server.states(run).contains(PENDING));
    assertThat(server.takenAt(run)).isBefore(server.dueAt(run));
    await().atMost(SOON).until(() -> server.states(run).contains(COMPLETED));
    assertThat(server.runningSince(run)).isAfterOrEqualTo(server.dueAt(run));
  }

  @ParameterizedTest
  @ValueSource(ints = {-300, 300})
  void a_clock_that_is_wrong_by_minutes_does_not_matter(int seconds) {
    clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
    var run = batchJob(Map.of("runtime", "agent"), Duration.ofSeconds(2));
    start("q");

    await().atMost(SOON).until(() -> server.states(run).contains(COMPLETED));

    assertThat(server.states(run)).containsOnlyOnce(PENDING);
    assertThat(server.runningSince(run)).isAfterOrEqualTo(server.dueAt(run));
  }

  @Test
  void a_server_that_does_not_let_it_wait_is_not_asked_all_the_time() {
    start("q");
    await().until(() -> !api.exchanges().isEmpty());
    var begun = System.nanoTime();
    var before = api.exchanges().size();

    await().until(() -> api.exchanges().size() > before + 2);

    assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
  }

  /** A third of the server's 45 s; it learns those when it registers. */
  @Test
  void one_whose_heartbeat_is_not_below_its_server_s_lease_is_heard_of_more_often_and_says_so() {
    heartbeat = "60";
    start("q");

    await().until(() -> !api.exchanges().isEmpty());

    assertThat(api.exchanges().get(0).path("longest_wait").asDouble()).isEqualTo(15);
    assertThat(log.messages())
        .containsOnlyOnce(
            "This agent is to be heard of every 60 s (RIGEL_AGENT_HEARTBEAT_SECONDS), but is lost to"
                + " its server after 45 s (RIGEL_AGENT_LOST_SECONDS) of silence: it is heard of"
                + " every 15 s.");
  }

  @Test
  void agents_with_tags_ask_their_queue() {
    once(quiet().tags(List.of("b", "a")));

    assertThat(server.agents()).isEmpty();
    assertThat(server.names(api.polls())).containsExactly("Agent queue a-b");
  }

  private static String requestId(JsonNode exchange) {
    return exchange.path("request_id").asText();
  }

  private static boolean names(JsonNode exchange, UUID run) {
    return exchange.path("flow_run_ids").toString().contains(run.toString());
  }

  private static JsonNode last(List<JsonNode> exchanges) {
    return exchanges.isEmpty() ? MissingNode.getInstance() : exchanges.get(exchanges.size() - 1);
  }
}
