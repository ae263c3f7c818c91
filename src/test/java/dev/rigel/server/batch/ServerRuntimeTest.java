package dev.rigel.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.engine.FlowRunExecution;
import dev.rigel.engine.FlowRunJob;
import dev.rigel.engine.JobRuntime;
import dev.rigel.engine.RunHold;
import dev.rigel.engine.RunLogs;
import dev.rigel.engine.RunReporter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ServerRuntimeTest {
  private final UUID id = UUID.randomUUID();
  private final Fragile reporter = new Fragile();

  @Test
  void an_error_is_reported_as_the_run_s_end() {
    var job = new FlowRunJob(id, "calm-heron", "weather", Map.of());
    var logs = new RunLogs(Clock.systemUTC(), line -> {});

    var runtime = new JobRuntime(journal -> null, null, null, null, null, null);

    new ServerRuntime().run(id, new FlowRunExecution(job, runtime, reporter, logs), reporter);

    assertThat(reporter.stored.type()).isEqualTo(StateType.CRASHED);
    assertThat(reporter.stored.message())
        .isEqualTo(
            "Execution was interrupted by an error: java.lang.NoClassDefFoundError: com/example/Gone");
  }

  /** A class of the engine's own reports is missing. */
  private static final class Fragile implements RunReporter {
    private final List<StateProposal> lost = new ArrayList<>();
    private StateCreate stored;

    @Override
    public OrchestrationResult proposeFlowRunState(StateProposal proposal) {
      if (lost.size() < 2) {
        lost.add(proposal);
        throw new NoClassDefFoundError("com/example/Gone");
      }
      stored = proposal.state();
      return null;
    }

    @Override
    public RunHold.Standing standing() {
      return RunHold.Standing.OURS;
    }

    @Override
    public TaskRunResponse createTaskRun(TaskRunCreate run) {
      throw new UnsupportedOperationException("no step is reached");
    }

    @Override
    public OrchestrationResult proposeTaskRunState(UUID taskRunId, StateProposal proposal) {
      throw new UnsupportedOperationException("no step is reached");
    }

    @Override
    public Optional<JobRecord> beginJob(JobAttemptCreate job) {
      throw new UnsupportedOperationException("no job is begun");
    }

    @Override
    public void recordJob(int attempt, JobProgress progress) {
      throw new UnsupportedOperationException("no job is begun");
    }

    @Override
    public void sendLogs(List<LogCreate> logs) {}
  }
}
