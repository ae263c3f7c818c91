package dev.rigel.it;

import static dev.rigel.contract.state.SetStateStatus.ABORT;
import static dev.rigel.contract.state.SetStateStatus.ACCEPT;
import static dev.rigel.contract.state.SetStateStatus.REJECT;
import static dev.rigel.contract.state.SetStateStatus.WAIT;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitCreate;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitsApi;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateDetailsBuilder;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunCreateBuilder;
import dev.rigel.contract.taskrun.TaskRunInput;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunStatesApi;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Task runs and the outcomes of their proposals (docs/state-machine.md). */
@OnServer
@TestInstance(Lifecycle.PER_CLASS)
class TaskRunsIT {
  private final ApiClient api;
  private final FlowRunResponse flowRun;

  TaskRunsIT(Rigel rigel) {
    api = rigel.api();
    flowRun = Site.unlimited(api).looseRun(StateCreate.of(RUNNING, null), EmpiricalPolicy.NONE);
  }

  @Test
  void a_task_run_lives_from_pending_to_completed() {
    var run = task(List.of(), EmpiricalPolicy.NONE);

    propose(run, RUNNING);
    propose(run, COMPLETED);

    var ended = api.taskRuns().read(run.id());
    assertThat(ended.stateType()).isEqualTo(COMPLETED);
    assertThat(ended.runCount()).isEqualTo(1);
    assertThat(ended.flowRunRunCount()).isEqualTo(flowRun.runCount());
    assertThat(api.of(TaskRunStatesApi.class).list(run.id()))
        .extracting(StateResponse::type)
        .containsExactly(PENDING, RUNNING, COMPLETED);
  }

  @Test
  void the_same_keys_name_the_same_task_run() {
    var create = create("key", "0", List.of(), EmpiricalPolicy.NONE);

    assertThat(api.taskRuns().create(create).id()).isEqualTo(api.taskRuns().create(create).id());
    assertThat(api.taskRuns().create(create("key", "1", List.of(), EmpiricalPolicy.NONE)).id())
        .isNotEqualTo(api.taskRuns().create(create).id());
  }

  @Test
  void inputs_come_back_as_they_were() {
    var upstream = task(List.of(), EmpiricalPolicy.NONE);
    var inputs =
        Map.<String, List<TaskRunInput>>of(
            "rows", List.of(new TaskRunInput.TaskRunResult(upstream.id())));

    var run =
        api.taskRuns()
            .create(
                TaskRunCreateBuilder.builder()
                    .name("t")
                    .flowRunId(flowRun.id())
                    .taskKey("k")
                    .dynamicKey("with inputs")
                    .empiricalPolicy(EmpiricalPolicy.NONE)
                    .tags(List.of())
                    .taskInputs(inputs)
                    .build());

    assertThat(api.taskRuns().read(run.id()).taskInputs()).isEqualTo(inputs);
    assertThat(api.flowRuns().graph(flowRun.id())).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void a_failed_task_with_retries_awaits_its_retry() {
    var run = task(List.of(), EmpiricalPolicy.of(1, 0));
    propose(run, RUNNING);

    var outcome = propose(run, FAILED);
    assertThat(outcome.status()).isEqualTo(REJECT);
    assertThat(outcome.state().name()).isEqualTo("AwaitingRetry");

    assertThat(propose(run, RUNNING).state().name()).isEqualTo("Retrying");
    assertThat(propose(run, FAILED).status()).isEqualTo(ACCEPT);
  }

  @Test
  void a_cached_result_is_given_instead_of_running() {
    var key = Site.unique("cache");
    var first = task(List.of(), EmpiricalPolicy.NONE);
    propose(first, RUNNING);
    propose(first, cached(COMPLETED, key));

    var outcome = propose(task(List.of(), EmpiricalPolicy.NONE), cached(RUNNING, key));

    assertThat(outcome.status()).isEqualTo(REJECT);
    assertThat(outcome.state().name()).isEqualTo("Cached");
    assertThat(outcome.state().type()).isEqualTo(COMPLETED);
  }

  @Test
  void a_tag_limit_lets_in_as_many_as_it_says_and_frees_its_slots() {
    var tag = Site.unique("tag");
    limits().create(new ConcurrencyLimitCreate(tag, 1));
    var first = task(List.of(tag), EmpiricalPolicy.NONE);
    var second = task(List.of(tag), EmpiricalPolicy.NONE);

    assertThat(propose(first, RUNNING).status()).isEqualTo(ACCEPT);
    assertThat(propose(second, RUNNING).status()).isEqualTo(WAIT);
    assertThat(limits().readByTag(tag).activeSlots()).containsExactly(first.id());

    propose(first, COMPLETED);
    assertThat(propose(second, RUNNING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void a_tag_limit_of_zero_aborts() {
    var tag = Site.unique("tag");
    limits().create(new ConcurrencyLimitCreate(tag, 0));

    assertThat(propose(task(List.of(tag), EmpiricalPolicy.NONE), RUNNING).status())
        .isEqualTo(ABORT);
  }

  @Test
  void an_unknown_flow_run_is_a_conflict() {
    var create =
        TaskRunCreateBuilder.builder()
            .name("t")
            .flowRunId(UUID.randomUUID())
            .taskKey("k")
            .dynamicKey("0")
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .taskInputs(Map.of())
            .build();

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.taskRuns().create(create))
        .satisfies(e -> assertThat(e.isConflict()).isTrue());
  }

  @Test
  void a_deleted_task_run_is_gone() {
    var run = task(List.of(), EmpiricalPolicy.NONE);

    api.taskRuns().delete(run.id());

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.taskRuns().read(run.id()))
        .satisfies(e -> assertThat(e.isNotFound()).isTrue());
  }

  private TaskRunResponse task(List<String> tags, EmpiricalPolicy policy) {
    return api.taskRuns().create(create("task", Site.unique("dynamic"), tags, policy));
  }

  private TaskRunCreate create(
      String key, String dynamicKey, List<String> tags, EmpiricalPolicy policy) {
    return TaskRunCreateBuilder.builder()
        .name("task")
        .flowRunId(flowRun.id())
        .taskKey(key)
        .dynamicKey(dynamicKey)
        .empiricalPolicy(policy)
        .tags(tags)
        .taskInputs(Map.of())
        .build();
  }

  private OrchestrationResult propose(TaskRunResponse run, StateType type) {
    return propose(run, StateCreate.of(type, null));
  }

  private OrchestrationResult propose(TaskRunResponse run, StateCreate state) {
    return api.taskRuns().setState(run.id(), StateProposal.of(state));
  }

  private static StateCreate cached(StateType type, String key) {
    var details = StateDetailsBuilder.builder().cacheKey(key).build();
    return StateCreateBuilder.builder().type(type).stateDetails(details).build();
  }

  private ConcurrencyLimitsApi limits() {
    return api.of(ConcurrencyLimitsApi.class);
  }
}
