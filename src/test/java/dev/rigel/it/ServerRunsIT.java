package dev.rigel.it;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.deployment.DeploymentCreate;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flowrun.FlowRunExecutionsApi;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunQueryBuilder;
import dev.rigel.contract.taskrun.TaskRunResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that end as no job should, in the batch runtime of the server itself. */
@OnServer
class ServerRunsIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final ApiClient api;

  ServerRunsIT(Rigel rigel) {
    this.api = rigel.api();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad text | FAILED | Step 'work' failed: java.lang.IllegalStateException: bad record:"
            + " AB\uFFFDCD \uFFFD",
        "causes | FAILED | Step 'work' failed: java.lang.IllegalStateException: no report;"
            + " caused by: java.lang.IllegalArgumentException: no file",
        "NO GOOD | FAILED | Job failed with exit status CHECK REFUSED THE FILE.",
        "NO WORDS | FAILED | Job failed after step 'work' with exit status NO WORDS.",
        "exit status of the job | COMPLETED | 1 step completed; exit status CHECKED, TWO FILES.",
        "ENOUGH | CANCELLED | The job stopped itself after step 'work', with 1 step completed; exit"
            + " status ENOUGH FOR TODAY. If the run is retried, it goes on from there."
      })
  void an_end_is_told_in_true_words(String what, StateType type, String message) {
    var run = started("engine-trouble", what);

    assertThat(endOf(run).message()).isEqualTo(message);
    assertThat(endOf(run).type()).isEqualTo(type);
    assertThat(taskRuns(run)).allMatch(step -> step.stateType().isTerminal());
  }

  @Test
  void many_at_once_all_start() {
    var runs = IntStream.range(0, 40).mapToObj(i -> started("engine-trouble", "NO GOOD")).toList();

    assertThat(runs)
        .extracting(run -> endOf(run).message())
        .containsOnly("Job failed with exit status CHECK REFUSED THE FILE.");
  }

  @Test
  void a_job_that_may_not_be_restarted_fails_with_the_steps_reason() {
    var run = started("engine-once", "");

    await().atMost(SOON).until(() -> endOf(run).type() == FAILED);
    assertThat(endOf(run).message())
        .contains("Step 'work' failed: java.lang.IllegalStateException: no report")
        .endsWith("Not tried again: the job's XML says restartable=\"false\".");
    assertThat(states(run)).filteredOn(RUNNING::equals).hasSize(1);
  }

  @Test
  void a_missing_job_is_told_by_its_file() {
    var run = started("no-such-job", "");

    assertThat(endOf(run).type()).isEqualTo(FAILED);
    assertThat(endOf(run).message())
        .startsWith(
            "Flow could not be retrieved from deployment. META-INF/batch-jobs/no-such-job.xml is ");
  }

  @Test
  void a_job_that_ignores_stop_ends_with_its_run() {
    var run = started("engine-trouble", "ignore stop");
    await().atMost(SOON).until(() -> taskRuns(run).stream().anyMatch(s -> is(s, RUNNING)));

    var cancelled = StateCreate.of(CANCELLED, "by hand");
    api.flowRuns().setState(run, StateProposal.forced(cancelled));

    assertThat(taskRuns(run)).allMatch(step -> is(step, CANCELLED));
    assertThat(taskRuns(run).get(0).state().message())
        .isEqualTo("It ended with the process of its flow run, which is CANCELLED.");
    assertThat(endOf(run).message()).isEqualTo("by hand");
  }

  private static boolean is(TaskRunResponse step, StateType type) {
    return step.stateType() == type;
  }

  /** A run of a job, with retries left, that the server has been told to execute. */
  private UUID started(String job, String what) {
    var flow = api.flows().create(new FlowCreate(Site.unique("flow"), List.of()));
    var deployment = api.deployments().create(deploymentOf(flow.id(), "batch:" + job));
    var policy = EmpiricalPolicy.of(what.equals("") ? 2 : 0, 0);
    var run =
        api.deployments()
            .createFlowRun(
                deployment.id(),
                DeploymentFlowRunCreateBuilder.builder()
                    .state(StateCreate.of(PENDING, null))
                    .parameters(Map.of("what", what))
                    .context(Map.of())
                    .empiricalPolicy(policy)
                    .tags(List.of())
                    .build());
    api.of(FlowRunExecutionsApi.class).start(run.id());
    return run.id();
  }

  private static DeploymentCreate deploymentOf(UUID flow, String entrypoint) {
    return DeploymentCreateBuilder.builder()
        .name(Site.unique("deployment"))
        .flowId(flow)
        .parameters(Map.of())
        .tags(List.of())
        .entrypoint(entrypoint)
        .infraOverrides(Map.of())
        .build();
  }

  private StateResponse endOf(UUID run) {
    await().atMost(SOON).until(() -> api.flowRuns().read(run).stateType().isTerminal());
    return api.flowRuns().read(run).state();
  }

  private List<StateType> states(UUID run) {
    return api.flowRunStates().list(run).stream().map(StateResponse::type).toList();
  }

  private List<TaskRunResponse> taskRuns(UUID run) {
    var ofRun = FlowRunFilter.ofId(run);
    return api.taskRuns().filter(TaskRunQueryBuilder.builder().flowRuns(ofRun).build());
  }
}
