package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.client.ApiClient;
import dev.rigel.client.GivenSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.fixture.LogWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlowRunStatesTest {
  @TempDir Path home;
  private final ServerFacts server = new ServerFacts();
  private final TroubledApi way = new TroubledApi(ServerFacts.address());
  private final LogWatch log = new LogWatch("rigel");
  private final Stopping stopping = new Stopping(Duration.ofSeconds(20));
  private ApiClient api;
  private FlowRunStates states;
  private UUID run;
  private FlowRunResponse offered;

  @BeforeEach
  void plantARun() {
    var settings = GivenSettings.of(Map.of(API_URL, way.url().toString(), HOME, home.toString()));
    api = new ApiClient(settings, new MicroProfileTransport());
    states = new FlowRunStates(api, UUID.randomUUID(), stopping);
    run = server.run("q", server.deployment(null, "f.py:f", Map.of()), Duration.ZERO);
    offered = api.flowRuns().read(run);
  }

  @AfterEach
  void close() {
    api.close();
    way.close();
    log.close();
  }

  private boolean take() throws InterruptedException {
    var places = new Places(1, () -> {});
    places.take();
    return states.take(offered, places.held());
  }

  @Test
  void a_run_is_taken_once() throws InterruptedException {
    assertThat(take()).isTrue();
    assertThat(take()).isFalse();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING);
  }

  @Test
  void a_run_that_its_schedule_skips_is_left_alone() throws InterruptedException {
    run = server.skippedRun();
    offered = api.flowRuns().read(run);

    assertThat(take()).isFalse();

    assertThat(server.states(run)).containsExactly(SCHEDULED, CANCELLED);
    assertThat(log.messages())
        .containsExactly(
            "Aborted submission of flow run '"
                + run
                + "': Server returned a non-pending state 'CANCELLED'");
  }

  @Test
  void a_run_that_is_not_started_goes_back_to_its_queue_unless_it_went_on_meanwhile()
      throws InterruptedException {
    take();

    states.giveBack(offered);
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, SCHEDULED);

    server.report(run, RUNNING);
    states.giveBack(offered);
    assertThat(server.states(run)).endsWith(SCHEDULED, RUNNING);
  }

  @Test
  void a_death_does_not_overwrite_an_end() throws InterruptedException {
    server.report(run, COMPLETED);

    states.reportCrashed(run, "gone");

    assertThat(server.states(run)).containsExactly(SCHEDULED, COMPLETED);
  }

  @Test
  void a_run_taken_without_an_answer_is_ours_by_the_proposal_s_id() throws InterruptedException {
    way.loseNextAnswer();

    assertThat(take()).isTrue();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING);
  }

  @Test
  void a_run_taken_without_an_answer_is_ours_by_its_message_where_ids_are_not_kept()
      throws InterruptedException {
    way.keepNoProposalIds();
    way.loseNextAnswer();

    assertThat(take()).isTrue();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING);
  }

  @Test
  void a_run_that_another_agent_took_meanwhile_is_not_ours() throws InterruptedException {
    way.down(true);
    log.whenSaid(
        "Failed to update state",
        () -> {
          way.down(false);
          server.report(run, PENDING);
        });

    assertThat(take()).isFalse();
  }

  /** The first proposal was under way for longer than the second: ABORT is not the last word. */
  @Test
  void an_abort_after_a_lost_answer_is_looked_at_again() throws InterruptedException {
    way.keepNoProposalIds();
    way.delayTheNextProposal();

    assertThat(take()).isTrue();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING);
  }

  @Test
  void a_run_taken_without_an_answer_is_given_back_by_an_agent_that_stops()
      throws InterruptedException {
    way.loseNextAnswer();
    log.whenSaid("Failed to update state", stopping::request);

    assertThat(take()).isFalse();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, SCHEDULED);
  }

  @Test
  void a_run_that_another_agent_took_meanwhile_is_not_given_back() throws InterruptedException {
    way.down(true);
    log.whenSaid(
        "Failed to update state",
        () -> {
          way.down(false);
          server.report(run, PENDING);
          stopping.request();
        });

    assertThat(take()).isFalse();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING);
  }

  @Test
  void a_page_of_somebody_else_is_no_answer() throws InterruptedException {
    way.hidden(true);
    log.whenSaid("Failed to update state", () -> way.hidden(false));

    assertThat(take()).isTrue();
  }

  @Test
  void a_death_is_reported_when_the_server_is_back() throws InterruptedException {
    take();
    way.down(true);
    log.whenSaid("Failed to report", () -> way.down(false));

    states.reportCrashed(run, "gone");

    assertThat(server.states(run)).endsWith(CRASHED);
  }

  @Test
  void a_stopping_agent_tries_to_report_until_its_time_is_over() throws InterruptedException {
    take();
    way.down(true);
    stopping.request();
    log.whenSaid("Failed to report", () -> way.down(false));

    states.reportCrashed(run, "gone");

    assertThat(server.states(run)).endsWith(CRASHED);
  }

  @Test
  void a_stopping_agent_tries_to_give_back_until_its_time_is_over() throws InterruptedException {
    take();
    way.down(true);
    stopping.request();
    log.whenSaid("Failed to give", () -> way.down(false));

    states.giveBack(offered);

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, SCHEDULED);
  }

  @Test
  void an_agent_whose_time_is_over_says_whose_state_it_could_not_tell() {
    way.down(true);
    var over = new Stopping(Duration.ZERO);
    over.request();

    new FlowRunStates(api, UUID.randomUUID(), over).reportCrashed(run, "gone");

    assertThat(log.messages()).hasSize(2);
    assertThat(log.messages().get(0)).startsWith("Failed to report");
    assertThat(log.messages().get(1)).endsWith("until you end it: rigel flow-run cancel " + run);
  }

  @Test
  void a_run_that_is_gone_when_it_is_taken_is_no_error() throws InterruptedException {
    server.delete(run);

    assertThat(take()).isFalse();

    assertThat(log.errors()).isEmpty();
    assertThat(log.messages())
        .containsExactly(
            "Flow run '" + run + "' is gone: it was deleted, or its schedule changed.");
  }
}
