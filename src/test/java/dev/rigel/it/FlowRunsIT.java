package dev.rigel.it;

import static dev.rigel.contract.state.SetStateStatus.ABORT;
import static dev.rigel.contract.state.SetStateStatus.ACCEPT;
import static dev.rigel.contract.state.SetStateStatus.REJECT;
import static dev.rigel.contract.state.SetStateStatus.WAIT;
import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunCreate;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.flowrun.FlowRunUpdateBuilder;
import dev.rigel.contract.query.CountQueryBuilder;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openapitools.jackson.nullable.JsonNullable;

/** Flow runs and the outcomes of proposals (docs/state-machine.md). */
@OnServer
@TestInstance(Lifecycle.PER_CLASS)
class FlowRunsIT {
  private static final Set<StateType> TERMINAL = EnumSet.of(COMPLETED, FAILED, CANCELLED, CRASHED);

  private final ApiClient api;
  private final Site site;

  FlowRunsIT(Rigel rigel) {
    api = rigel.api();
    site = Site.unlimited(api);
  }

  /** The outcome table: a step forward is accepted, all else aborts. */
  static Stream<Arguments> outcomes() {
    return Stream.of(StateType.values())
        .flatMap(
            from ->
                Stream.of(StateType.values())
                    .map(to -> Arguments.of(from, to, forward(from, to) ? ACCEPT : ABORT)));
  }

  private static boolean forward(StateType from, StateType to) {
    return !TERMINAL.contains(from) && rank(to) > rank(from);
  }

  private static int rank(StateType type) {
    return TERMINAL.contains(type) ? 3 : List.of(SCHEDULED, PENDING, RUNNING).indexOf(type);
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("outcomes")
  void a_proposal_has_the_outcome_of_the_table(
      StateType from, StateType to, SetStateStatus wanted) {
    var run = site.looseRun(StateCreate.of(from, null), EmpiricalPolicy.NONE);

    var outcome = site.propose(run.id(), to);

    assertThat(outcome.status()).isEqualTo(wanted);
    assertThat(api.flowRuns().read(run.id()).stateType()).isEqualTo(wanted == ACCEPT ? to : from);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("outcomes")
  void a_forced_proposal_is_always_accepted(StateType from, StateType to) {
    var run = site.looseRun(StateCreate.of(from, null), EmpiricalPolicy.NONE);

    var outcome = api.flowRuns().setState(run.id(), StateProposal.forced(StateCreate.of(to, "so")));

    assertThat(outcome.status()).isEqualTo(ACCEPT);
    assertThat(api.flowRuns().read(run.id()).state().message()).isEqualTo("so");
  }

  @Test
  void runs_are_found_by_when_they_have_ended() {
    var ended = site.looseRun(StateCreate.of(RUNNING, null), EmpiricalPolicy.NONE).id();
    site.propose(ended, COMPLETED);
    var time = api.flowRuns().read(ended).endTime();
    var open = site.looseRun(StateCreate.of(RUNNING, null), EmpiricalPolicy.NONE).id();

    assertThat(ended(new Match.NullableTimes(time, time, null), ended, open))
        .containsExactly(ended);
    assertThat(ended(new Match.NullableTimes(time.minusSeconds(1), null, null), ended, open))
        .isEmpty();
    assertThat(ended(new Match.NullableTimes(null, null, true), ended, open)).containsExactly(open);
  }

  private List<UUID> ended(Match.NullableTimes when, UUID... among) {
    var filter =
        FlowRunFilterBuilder.builder()
            .id(new Match.SomeIds(List.of(among), null))
            .endTime(when)
            .build();
    return api.flowRuns().filter(FlowRunQueryBuilder.builder().flowRuns(filter).build()).stream()
        .map(FlowRunResponse::id)
        .toList();
  }

  @Test
  void an_early_proposal_is_told_to_wait() {
    var run = site.runDue(Site.now().plusSeconds(90));

    var outcome = site.propose(run.id(), PENDING);

    assertThat(outcome.status()).isEqualTo(WAIT);
    assertThat(outcome.state()).isNull();
    assertThat(((ResponseDetails.Wait) outcome.details()).delaySeconds()).isBetween(80, 90);
    assertThat(outcome.details().reason()).isEqualTo("Scheduled time is in the future");
    assertThat(api.flowRuns().read(run.id()).stateType()).isEqualTo(SCHEDULED);
  }

  @Test
  void a_run_that_is_planned_for_later_can_be_cancelled_now() {
    var run = site.runDue(Site.now().plusHours(5));
    assertThat(site.propose(run.id(), CANCELLED).status()).isEqualTo(WAIT);

    var outcome = api.flowRuns().cancel(run.id(), false);

    assertThat(outcome.status()).isEqualTo(ACCEPT);
    assertThat(api.flowRuns().read(run.id()).stateType()).isEqualTo(CANCELLED);
    assertThat(api.flowRuns().cancel(run.id(), false).status()).isEqualTo(ABORT);
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.flowRuns().cancel(UUID.randomUUID(), false))
        .matches(ApiException::isNotFound);
  }

  @Test
  void a_run_with_retries_left_awaits_its_retry_instead_of_failing() {
    var run = site.looseRun(StateCreate.of(PENDING, null), EmpiricalPolicy.of(1, 120));
    site.propose(run.id(), RUNNING);

    var outcome = site.propose(run.id(), StateCreate.of(FAILED, "no disk"));

    assertThat(outcome.status()).isEqualTo(REJECT);
    assertThat(outcome.details()).isEqualTo(new ResponseDetails.Reject("Retrying"));
    assertThat(outcome.state().name()).isEqualTo("AwaitingRetry");
    assertThat(outcome.state().message()).isEqualTo("no disk");
    assertThat(outcome.state().stateDetails().scheduledTime())
        .isBetween(Site.now().plusSeconds(100), Site.now().plusSeconds(121));
  }

  @Test
  void retries_end() {
    var run = site.looseRun(StateCreate.of(PENDING, null), EmpiricalPolicy.of(1, 0));
    site.propose(run.id(), RUNNING);
    assertThat(site.propose(run.id(), FAILED).status()).isEqualTo(REJECT);
    assertThat(site.propose(run.id(), RUNNING).status()).isEqualTo(ACCEPT);

    assertThat(site.propose(run.id(), FAILED).status()).isEqualTo(ACCEPT);
    assertThat(api.flowRuns().read(run.id()).runCount()).isEqualTo(2);
  }

  @Test
  void a_finished_run_restarts_by_hand_only_with_its_deployment() {
    var again = StateCreate.named(SCHEDULED, "AwaitingRetry", null);
    var deployed = site.run(StateCreate.of(FAILED, null));
    var loose = site.looseRun(StateCreate.of(FAILED, null), EmpiricalPolicy.NONE);

    assertThat(site.propose(deployed.id(), again).status()).isEqualTo(ACCEPT);
    var refused = site.propose(loose.id(), again);

    assertThat(refused.status()).isEqualTo(ABORT);
    assertThat(refused.details().reason())
        .isEqualTo("Cannot restart a run without an associated deployment.");
  }

  @Test
  void a_run_keeps_count_and_times_of_its_life() {
    var run = site.dueRun();
    site.propose(run.id(), PENDING);
    site.propose(run.id(), RUNNING);
    site.propose(run.id(), COMPLETED);

    var ended = api.flowRuns().read(run.id());

    assertThat(ended.runCount()).isEqualTo(1);
    assertThat(ended.startTime()).isBeforeOrEqualTo(ended.endTime());
    assertThat(ended.totalRunTime())
        .isEqualTo(java.time.Duration.between(ended.startTime(), ended.endTime()));
    assertThat(ended.nextScheduledStartTime()).isNull();
    assertThat(ended.expectedStartTime()).isEqualTo(run.expectedStartTime());
    assertThat(api.flowRunStates().list(run.id()))
        .extracting(StateResponse::type)
        .containsExactly(SCHEDULED, PENDING, RUNNING, COMPLETED);
  }

  @Test
  void the_servers_clock_and_ids_count_not_the_clients() {
    var run = site.looseRun(StateCreate.of(PENDING, null), EmpiricalPolicy.NONE);
    var mine = UUID.randomUUID();
    var claimed =
        StateCreateBuilder.builder()
            .type(RUNNING)
            .stateDetails(StateDetails.NONE)
            .timestamp(Site.now().minusYears(1))
            .id(mine)
            .build();

    var state = site.propose(run.id(), claimed).state();

    assertThat(state.id()).isNotEqualTo(mine);
    assertThat(state.timestamp()).isAfter(Site.now().minusMinutes(1));
    assertThat(state.stateDetails().flowRunId()).isEqualTo(run.id());
  }

  @Test
  void one_idempotency_key_makes_one_run() {
    var key = Site.unique("key");
    var first = api.flowRuns().create(keyed(key, "first"));

    var second = api.flowRuns().create(keyed(key, "second"));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.name()).isEqualTo("first");
  }

  private FlowRunCreate keyed(String key, String name) {
    return FlowRunCreateBuilder.builder()
        .name(name)
        .flowId(site.flow.id())
        .parameters(Map.of())
        .context(Map.of())
        .empiricalPolicy(EmpiricalPolicy.NONE)
        .tags(List.of())
        .idempotencyKey(key)
        .build();
  }

  @Test
  void a_run_without_a_name_gets_one() {
    assertThat(api.flowRuns().create(keyed(null, null)).name()).matches("[a-z]+-[a-z]+");
  }

  @Test
  void only_the_given_fields_change() {
    var run = api.flowRuns().create(keyed(null, "before"));

    api.flowRuns()
        .update(
            run.id(),
            FlowRunUpdateBuilder.builder()
                .name(JsonNullable.of("after"))
                .empiricalPolicy(EmpiricalPolicy.of(3, 7))
                .infrastructurePid(JsonNullable.of("4711"))
                .build());

    var changed = api.flowRuns().read(run.id());
    assertThat(changed.name()).isEqualTo("after");
    assertThat(changed.infrastructurePid()).isEqualTo("4711");
    assertThat(changed.empiricalPolicy().retries()).isEqualTo(3);
    assertThat(changed.tags()).isEqualTo(run.tags());
    assertThat(changed.stateId()).isEqualTo(run.stateId());
  }

  @Test
  void a_deleted_run_is_gone_with_its_states() {
    var run = site.dueRun();

    api.flowRuns().delete(run.id());

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.flowRuns().read(run.id()))
        .satisfies(e -> assertThat(e.isNotFound()).isTrue())
        .withMessageContaining("Flow run not found");
    assertThat(api.flowRunStates().list(run.id())).isEmpty();
  }

  @Test
  void a_proposal_for_an_unknown_run_says_which() {
    var unknown = UUID.randomUUID();

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> site.propose(unknown, RUNNING))
        .satisfies(e -> assertThat(e.isNotFound()).isTrue())
        .withMessageContaining("Flow run with id " + unknown + " not found");
  }

  @Test
  void runs_are_found_by_state_and_queue_in_the_wanted_order() {
    var site = Site.unlimited(api);
    var later = site.runDue(Site.now().plusHours(2));
    var sooner = site.runDue(Site.now().plusHours(1));
    site.run(StateCreate.of(COMPLETED, null));

    var filter = scheduledOn(site.queue.name());
    var found =
        api.flowRuns()
            .filter(
                FlowRunQueryBuilder.builder()
                    .flowRuns(filter)
                    .sort(FlowRunSort.NEXT_SCHEDULED_START_TIME_ASC)
                    .limit(10)
                    .offset(0)
                    .build());

    assertThat(found).extracting(FlowRunResponse::id).containsExactly(sooner.id(), later.id());
    assertThat(api.flowRuns().count(CountQueryBuilder.builder().flowRuns(filter).build()))
        .isEqualTo(2);
  }

  /** Their drivers and pools have to pass on what takes the place of so many parameters. */
  @Test
  void runs_are_found_by_long_lists_of_ids_and_names() {
    var run = Site.unlimited(api).runDue(Site.now());
    var ids = Stream.concat(Stream.of(run.id()), Stream.generate(UUID::randomUUID)).limit(10_000);
    var names = Stream.concat(Stream.of(run.name()), Stream.generate(() -> "none")).limit(300);
    var filter =
        FlowRunFilterBuilder.builder()
            .id(new Match.SomeIds(ids.toList(), List.of(UUID.randomUUID())))
            .name(new Match.Names(names.toList(), null))
            .build();

    assertThat(api.flowRuns().count(CountQueryBuilder.builder().flowRuns(filter).build()))
        .isEqualTo(1);
  }

  private static FlowRunFilter scheduledOn(String queue) {
    return FlowRunFilterBuilder.builder()
        .workQueueName(new Match.NullableTexts(null, List.of(queue), null))
        .state(new Match.States(null, new Match.StateTypes(List.of(SCHEDULED)), null))
        .build();
  }

  @Test
  void pages_follow_each_other() {
    var site = Site.unlimited(api);
    for (int i = 0; i < 3; i++) {
      site.runDue(Site.now().plusHours(i));
    }
    var filter = scheduledOn(site.queue.name());

    var pages =
        Stream.of(0, 2)
            .flatMap(
                offset ->
                    api
                        .flowRuns()
                        .filter(
                            FlowRunQueryBuilder.builder()
                                .flowRuns(filter)
                                .sort(FlowRunSort.EXPECTED_START_TIME_DESC)
                                .limit(2)
                                .offset(offset)
                                .build())
                        .stream())
            .map(FlowRunResponse::id);

    assertThat(pages).hasSize(3).doesNotHaveDuplicates();
  }
}
