package dev.rigel.server.batch;

import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.engine.RunHold;
import dev.rigel.engine.RunReporter;
import dev.rigel.server.claim.Claims;
import dev.rigel.server.claim.RunToken;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.job.FlowRunJobs;
import dev.rigel.server.log.Logs;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.taskrun.TaskRunGate;
import dev.rigel.server.taskrun.TaskRuns;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reports a run that the server executes to the server's own features; each call is one
 * transaction, and refused once the run was taken from this server. A database that is away for a
 * while does no harm: what is to be told is told again, and a proposal keeps its id, by which the
 * gate knows one whose commit was not answered.
 */
record DirectReporter(
    UUID flowRunId,
    RunToken token,
    Claims claims,
    FlowRuns runs,
    FlowRunGate gate,
    TaskRuns taskRuns,
    TaskRunGate taskRunGate,
    FlowRunJobs jobs,
    Logs logs,
    DatabasePatience patience,
    RunHold hold)
    implements RunReporter {

  @Override
  public OrchestrationResult proposeFlowRunState(StateProposal proposal) {
    var limit =
        proposal.state().type().isTerminal()
            ? DatabasePatience.PATIENCE_WITH_AN_END
            : DatabasePatience.PATIENCE;
    var identified = proposal.identified();
    var answer = patience.call(limit, () -> answer(identified));
    hold.note(answer);
    return answer;
  }

  private OrchestrationResult answer(StateProposal identified) {
    var objection =
        hold.isEmpty()
            ? Optional.<OrchestrationResult>empty()
            : hold.objectionTo(identified).apply(runs.read(flowRunId).state());
    return objection.orElseGet(
        () ->
            gate.propose(List.of(flowRunId), identified, Proposer.client(null, token.bearer()))
                .get(0));
  }

  @Override
  public RunHold.Standing standing() {
    try {
      return hold.in(runs.read(flowRunId).state());
    } catch (Problem e) {
      return RunHold.Standing.ENDED;
    }
  }

  @Override
  public TaskRunResponse createTaskRun(TaskRunCreate run) {
    // made twice it is answered the same: its keys are unique
    return told(() -> taskRuns.create(run).value());
  }

  @Override
  public OrchestrationResult proposeTaskRunState(UUID taskRunId, StateProposal proposal) {
    var identified = proposal.identified();
    return told(() -> taskRunGate.propose(taskRunId, identified));
  }

  @Override
  public Optional<JobRecord> beginJob(JobAttemptCreate job) {
    return Optional.of(told(() -> jobs.begin(flowRunId, job)));
  }

  @Override
  public void recordJob(int attempt, JobProgress progress) {
    told(
        () -> {
          jobs.record(flowRunId, attempt, progress);
          return attempt;
        });
  }

  private <T> T told(Supplier<T> call) {
    try {
      return patience.call(
          DatabasePatience.PATIENCE,
          () -> {
            demandHold();
            return call.get();
          });
    } catch (Problem e) {
      throw e.status() < 500 ? new Refused(String.valueOf(e.getMessage()), e) : e;
    }
  }

  /** What is open of a run that was ended from outside nobody else ends: that may be told. */
  private void demandHold() {
    if (!claims.lives(token) && standing() != RunHold.Standing.ENDED) {
      throw Problem.detail(403, Claims.TAKEN);
    }
  }

  /** Tried once: the engine sends again what failed, and the job's states matter more. */
  @Override
  public void sendLogs(List<LogCreate> batch) {
    demandHold();
    logs.store(batch);
  }
}
