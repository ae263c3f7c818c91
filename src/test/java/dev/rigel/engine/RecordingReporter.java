package dev.rigel.engine;

import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateResponseBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunResponseBuilder;
import dev.rigel.engine.RunHold.Standing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Notes what is reported and answers as told; by default it accepts everything. */
final class RecordingReporter implements RunReporter {
  /** Proposed states of the flow run. */
  final List<StateProposal> flowRunStates = new CopyOnWriteArrayList<>();

  /** Proposed states of task runs, by {@code task_key/dynamic_key}. */
  final Map<String, List<StateCreate>> taskRunStates = new LinkedHashMap<>();

  final List<LogCreate> logs = new CopyOnWriteArrayList<>();
  final Queue<OrchestrationResult> answers = new ArrayDeque<>();
  private final Map<String, UUID> taskRuns = new LinkedHashMap<>();
  private final Map<UUID, String> taskRunNames = new LinkedHashMap<>();
  volatile Consumer<List<LogCreate>> takesLogs = logs::addAll;

  /** Answers whose the flow run is. */
  volatile Supplier<Standing> whose = () -> Standing.OURS;

  /** Is told of each proposal for the flow run before the answer. */
  volatile Consumer<StateProposal> proposed = proposal -> {};

  /** What is recorded of the job; null where no records are kept. */
  volatile PlayedJobRecords jobs = new PlayedJobRecords();

  volatile RuntimeException taskRunTrouble;
  volatile RuntimeException taskRunStateTrouble;

  /** Whether the server is away: a state waits to be told until the run is to stop. */
  volatile boolean away;

  /** Something waits to be told. */
  final CountDownLatch waiting = new CountDownLatch(1);

  private final CountDownLatch stopping = new CountDownLatch(1);

  @Override
  public void stopWaiting() {
    stopping.countDown();
  }

  private void waitWhileAway() {
    if (away) {
      waiting.countDown();
      try {
        stopping.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("the server is away");
    }
  }

  @Override
  public OrchestrationResult proposeFlowRunState(StateProposal proposal) {
    if (!proposal.state().type().isTerminal()) {
      waitWhileAway();
    }
    proposed.accept(proposal);
    flowRunStates.add(proposal);
    var answer = answers.poll();
    return answer == null ? accept(proposal.state()) : answer;
  }

  @Override
  public Standing standing() {
    return whose.get();
  }

  @Override
  public TaskRunResponse createTaskRun(TaskRunCreate run) {
    if (taskRunTrouble != null) {
      throw taskRunTrouble;
    }
    var key = run.taskKey() + "/" + run.dynamicKey();
    var id = taskRuns.computeIfAbsent(key, k -> UUID.randomUUID());
    taskRunNames.put(id, key);
    var states = taskRunStates.computeIfAbsent(key, k -> new ArrayList<>(List.of(run.state())));
    return taskRun(run, id, states.get(states.size() - 1));
  }

  @Override
  public OrchestrationResult proposeTaskRunState(UUID taskRunId, StateProposal proposal) {
    waitWhileAway();
    if (taskRunStateTrouble != null) {
      throw taskRunStateTrouble;
    }
    taskRunStates.get(taskRunNames.get(taskRunId)).add(proposal.state());
    return accept(proposal.state());
  }

  @Override
  public Optional<JobRecord> beginJob(JobAttemptCreate job) {
    return Optional.ofNullable(jobs).map(kept -> kept.begin(job));
  }

  @Override
  public void recordJob(int attempt, JobProgress progress) {
    waitWhileAway();
    jobs.record(attempt, progress);
  }

  @Override
  public void sendLogs(List<LogCreate> batch) {
    takesLogs.accept(batch);
  }

  List<StateType> flowRunStateTypes() {
    return flowRunStates.stream().map(proposal -> proposal.state().type()).toList();
  }

  List<StateType> taskRunStateTypes(String key) {
    return taskRunStates.get(key).stream().map(StateCreate::type).toList();
  }

  StateCreate lastFlowRunState() {
    return flowRunStates.get(flowRunStates.size() - 1).state();
  }

  StateCreate lastTaskRunState(String key) {
    var states = taskRunStates.get(key);
    return states.get(states.size() - 1);
  }

  UUID taskRun(String key) {
    return taskRuns.get(key);
  }

  static OrchestrationResult accept(StateCreate state) {
    return new OrchestrationResult(
        stored(state.type(), state.type().defaultName()),
        SetStateStatus.ACCEPT,
        new ResponseDetails.Accept());
  }

  static OrchestrationResult awaitRetry() {
    return new OrchestrationResult(
        stored(StateType.SCHEDULED, "AwaitingRetry"),
        SetStateStatus.REJECT,
        new ResponseDetails.Reject("Retrying"));
  }

  static OrchestrationResult waitFor(Duration time) {
    return new OrchestrationResult(
        null,
        SetStateStatus.WAIT,
        ResponseDetails.Wait.of(time, "Scheduled time is in the future"));
  }

  static OrchestrationResult abort(String reason) {
    return new OrchestrationResult(null, SetStateStatus.ABORT, new ResponseDetails.Abort(reason));
  }

  private static StateResponse stored(StateType type, String name) {
    return StateResponseBuilder.builder()
        .id(UUID.randomUUID())
        .type(type)
        .name(name)
        .stateDetails(StateDetails.NONE)
        .build();
  }

  private static TaskRunResponse taskRun(TaskRunCreate run, UUID id, StateCreate state) {
    return TaskRunResponseBuilder.builder()
        .id(id)
        .name(run.name())
        .flowRunId(run.flowRunId())
        .taskKey(run.taskKey())
        .dynamicKey(run.dynamicKey())
        .empiricalPolicy(run.empiricalPolicy())
        .tags(run.tags())
        .taskInputs(run.taskInputs())
        .stateType(state.type())
        .stateName(state.type().defaultName())
        .build();
  }
}
