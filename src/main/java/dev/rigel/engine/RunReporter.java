package dev.rigel.engine;

import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the engine reports one flow run: over HTTP from a JVM of its own, or straight to the
 * features of the server. Calls come from one thread at a time where nothing else is said. A call
 * that cannot be made now throws a {@link RuntimeException}; whatever patience is due with an
 * unreachable server lies behind this interface.
 */
public interface RunReporter {

  /**
   * From any thread: the run is to stop, and whoever waits to tell something else than its end
   * waits no longer, now or later. Does nothing where what ends a wait is known otherwise.
   */
  default void stopWaiting() {}

  /**
   * Proposes a state for the flow run, unless that is no longer ours ({@link RunHold}), which is
   * looked at just before: then the answer is ABORT, and nothing was proposed.
   */
  OrchestrationResult proposeFlowRunState(StateProposal proposal);

  /** Whose the flow run is now; nobody's if it was deleted. Tried once. */
  RunHold.Standing standing();

  /**
   * Makes a task run of the flow run, or answers the one with the same keys.
   *
   * @throws Refused if it will never be made
   */
  TaskRunResponse createTaskRun(TaskRunCreate run);

  /**
   * Proposes a state for a task run made by {@link #createTaskRun}.
   *
   * @throws Refused if it will never be stored, whatever the rules say
   */
  OrchestrationResult proposeTaskRunState(UUID taskRunId, StateProposal proposal);

  /**
   * Begins an attempt of the run's job and tells its number, with what is recorded of those before.
   *
   * @return empty if the server keeps no records of jobs
   * @throws Refused if the run is another process's
   */
  Optional<JobRecord> beginJob(JobAttemptCreate job);

  /**
   * Records progress of the run's job, from any thread; more than one may call at a time.
   *
   * @throws Refused if a later attempt has begun, or the run is another process's
   */
  void recordJob(int attempt, JobProgress progress);

  /**
   * Stores log records, in order; tried once.
   *
   * @throws Refused if these records will never be stored
   * @throws RuntimeException if they could not be stored now; they are sent again
   */
  void sendLogs(List<LogCreate> logs);

  /** What was to be told is not permitted, now or later; nothing of it was stored. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the words of the one who refused. */
    public Refused(String reason, Throwable cause) {
      super(reason, cause);
    }
  }
}
