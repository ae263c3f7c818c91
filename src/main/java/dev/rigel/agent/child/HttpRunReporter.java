package dev.rigel.agent.child;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.Patience;
import dev.rigel.client.Proposals;
import dev.rigel.contract.job.FlowRunJobsApi;
import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.engine.RunHold;
import dev.rigel.engine.RunReporter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reports over HTTP. A server that is away for a while does no harm: what is to be told is told
 * again for {@link #PATIENCE}, the end of the run for {@link #PATIENCE_WITH_AN_END}; and where an
 * answer was lost, what the server has stored is found out first ({@link Proposals}). A run that is
 * to stop waits for nothing but to tell its end, and not even for that if it has not begun: who
 * started this process will tell.
 */
public final class HttpRunReporter implements RunReporter {
  /** Long enough for a server to be restarted or moved. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What a job has done is worth waiting for a server that is mended by hand, after a night. */
  static final Duration PATIENCE_WITH_AN_END = Duration.ofHours(24);

  /** What is wrong with the records themselves; anything else may pass, with a key say. */
  private static final Set<Integer> REFUSED_LOGS = Set.of(400, 413, 422);

  /** The token is dead, the run is deleted, or a later attempt has begun. */
  private static final Set<Integer> NOT_OURS = Set.of(403, 404, 409);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final UUID flowRunId;
  private final ApiClient api;
  private final CountDownLatch stopping;
  private final Patience patience;
  private final Proposals proposals;
  private final Proposals ends;
  private final RunHold hold = new RunHold();
  private final String executedBy = "Executed by engine " + UUID.randomUUID();

  /**
   * How it waits.
   *
   * @param meanwhile until the run is to stop, at most
   * @param atTheEnd to tell the run's end
   * @param nanoTime a clock that only goes forward
   */
  record Waiting(Patience.Pause meanwhile, Patience.Pause atTheEnd, LongSupplier nanoTime) {
    private Patience patience(Patience.Pause pause, Duration limit) {
      var plan = Patience.Plan.doubling(FIRST_PAUSE, LONGEST_PAUSE, limit);
      return new Patience(plan, pause, nanoTime);
    }
  }

  public HttpRunReporter(UUID flowRunId, ApiClient api) {
    this(flowRunId, api, new CountDownLatch(1));
  }

  private HttpRunReporter(UUID flowRunId, ApiClient api, CountDownLatch stopping) {
    this(flowRunId, api, stopping, waiting(stopping));
  }

  HttpRunReporter(UUID flowRunId, ApiClient api, CountDownLatch stopping, Waiting waiting) {
    this.flowRunId = flowRunId;
    this.api = api.waiting(waiting.meanwhile());
    this.stopping = stopping;
    this.patience = waiting.patience(waiting.meanwhile(), PATIENCE);
    this.proposals = new Proposals(this.api, patience);
    this.ends = new Proposals(api, waiting.patience(waiting.atTheEnd(), PATIENCE_WITH_AN_END));
  }

  private static Waiting waiting(CountDownLatch stopping) {
    return new Waiting(
        time -> stopping.await(time.toMillis(), TimeUnit.MILLISECONDS),
        Patience.Pause.SLEEP,
        System::nanoTime);
  }

  @Override
  public void stopWaiting() {
    stopping.countDown();
  }

  @Override
  public OrchestrationResult proposeFlowRunState(StateProposal proposal) {
    var nothingDone = hold.isEmpty() && stopping.getCount() == 0;
    var by = proposal.state().type().isTerminal() && !nothingDone ? ends : proposals;
    var answer = answer(by, signed(proposal).identified());
    hold.note(answer);
    return answer;
  }

  private OrchestrationResult answer(Proposals by, StateProposal proposal) {
    return hold.isEmpty()
        ? by.forFlowRun(flowRunId, proposal, e -> {})
        : by.forFlowRun(flowRunId, proposal, hold.objectionTo(proposal), e -> {});
  }

  /** By the message a server that keeps no ids of proposals tells this engine's RUNNING. */
  private StateProposal signed(StateProposal proposal) {
    var state = proposal.state();
    if (state.type() != StateType.RUNNING || state.message() != null) {
      return proposal;
    }
    var by = StateCreateBuilder.builder(state).message(executedBy).build();
    return new StateProposal(by, proposal.force(), proposal.proposalId());
  }

  /** Only the API itself can say that the run was deleted. */
  @Override
  public RunHold.Standing standing() {
    try {
      return hold.in(api.flowRuns().read(flowRunId).state());
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return RunHold.Standing.ENDED;
      }
      throw e;
    }
  }

  @Override
  public TaskRunResponse createTaskRun(TaskRunCreate run) {
    // made twice it is answered the same: its keys are unique
    return told(() -> patiently(a -> a.taskRuns().create(run)));
  }

  @Override
  public OrchestrationResult proposeTaskRunState(UUID taskRunId, StateProposal proposal) {
    return told(() -> proposals.forTaskRun(taskRunId, proposal, e -> {}));
  }

  @Override
  public Optional<JobRecord> beginJob(JobAttemptCreate job) {
    return told(
        () ->
            patiently(
                a -> {
                  try {
                    return Optional.of(a.of(FlowRunJobsApi.class).begin(flowRunId, job));
                  } catch (ApiException e) {
                    if (e.isNoSuchCall()) {
                      a.flowRuns().read(flowRunId); // the API itself is there
                      return Optional.empty();
                    }
                    throw e;
                  }
                }));
  }

  /** What else is wrong may pass with the next progress, or with a newer server. */
  @Override
  public void recordJob(int attempt, JobProgress progress) {
    try {
      patiently(
          a -> {
            a.of(FlowRunJobsApi.class).record(flowRunId, attempt, progress);
            return attempt;
          });
    } catch (ApiException e) {
      throw !e.isOutage() && NOT_OURS.contains(e.status()) ? new Refused(e.detail(), e) : e;
    }
  }

  private static <T> T told(Supplier<T> call) {
    try {
      return call.get();
    } catch (ApiException e) {
      throw e.isOutage() ? e : new Refused(String.valueOf(e.getMessage()), e);
    }
  }

  /** Tried once: the engine sends again what failed, and the job's states matter more. */
  @Override
  public void sendLogs(List<LogCreate> logs) {
    try {
      api.logs().create(logs);
    } catch (ApiException e) {
      var refused = !e.isOutage() && REFUSED_LOGS.contains(e.status());
      throw refused ? new Refused(e.detail(), e) : e;
    }
  }

  /** Makes another call that may be made twice, with the same patience as for states. */
  <T> T patiently(Function<ApiClient, T> call) {
    return patience.call(() -> call.apply(api));
  }
}
