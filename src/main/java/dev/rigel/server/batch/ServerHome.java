package dev.rigel.server.batch;

import dev.rigel.contract.state.Reason;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.engine.FlowRunExecution;
import dev.rigel.engine.FlowRunJob;
import dev.rigel.engine.JobHome;
import dev.rigel.engine.LogCapture;
import dev.rigel.engine.RunLogs;
import dev.rigel.engine.SettledStatus;
import dev.rigel.engine.StopDeadline;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.log.Logs;
import dev.rigel.server.platform.OwnThreads;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.platform.ServerSettings;
import dev.rigel.server.taskrun.TaskRunGate;
import dev.rigel.server.taskrun.TaskRuns;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Executes flow runs in the application server's batch runtime. The jobs and their artifacts are
 * part of the deployed application. A run is watched by a managed thread of its own until its end.
 */
@ApplicationScoped
public class ServerHome {
  private static final Logger LOG = System.getLogger(ServerHome.class.getName());

  /** Each look reads the batch repository, which may be a database. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /** Of a job that does not stop; the server's threads end with the server. */
  private static final String LEFT_RUNNING =
      "its thread goes on in the server until that is restarted";

  @Resource ManagedThreadFactory factory;
  @Inject FlowRuns flowRuns;
  @Inject FlowRunGate gate;
  @Inject TaskRuns taskRuns;
  @Inject TaskRunGate taskRunGate;
  @Inject Deployments deployments;
  @Inject Logs logs;
  @Inject Clock clock;
  @Inject ServerSettings settings;
  @Inject JobStarter starter;

  private final LogCapture capture = LogCapture.ofJobThreads();
  private final Set<FlowRunExecution> running = ConcurrentHashMap.newKeySet();

  @PostConstruct
  void listen() {
    java.util.logging.Logger.getLogger("").addHandler(capture);
  }

  /** The server stops: jobs are asked to end, and report that while they still can. */
  @PreDestroy
  void stop() {
    running.forEach(FlowRunExecution::stop);
    java.util.logging.Logger.getLogger("").removeHandler(capture);
  }

  /** Starts a run and returns; 404 and 409 as the contract says. */
  void start(UUID flowRunId) {
    var execution = prepared(flowRunId);
    threads().execute(() -> run(flowRunId, execution));
  }

  /** One for each run, and one for each stop: as many as there are jobs, twice. */
  private OwnThreads threads() {
    return new OwnThreads(factory);
  }

  private FlowRunExecution prepared(UUID flowRunId) {
    var run = flowRuns.read(flowRunId);
    if (run.stateType() != StateType.PENDING) {
      throw Problem.conflict(
          "Flow run "
              + flowRunId
              + " is "
              + run.stateType()
              + "; only a PENDING run can be executed.");
    }
    if (run.deploymentId() == null) {
      throw Problem.conflict("Flow run " + flowRunId + " has no deployment.");
    }
    try {
      var entrypoint = deployments.read(run.deploymentId()).entrypoint();
      var job = FlowRunJob.of(flowRunId, run.name(), entrypoint, run.parameters());
      var deadline = new StopDeadline(settings.jobStop(), LEFT_RUNNING);
      var home =
          new JobHome(
              BatchRuntime.getJobOperator(),
              starter,
              SettledStatus::new,
              capture,
              threads(),
              LOOK_EVERY,
              deadline);
      var reporter = new DirectReporter(flowRunId, flowRuns, gate, taskRuns, taskRunGate, logs);
      return new FlowRunExecution(job, home, reporter, new RunLogs(clock, line -> {}));
    } catch (IllegalArgumentException e) {
      throw Problem.conflict(e.getMessage());
    }
  }

  private void run(UUID flowRunId, FlowRunExecution execution) {
    running.add(execution);
    try {
      execution.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR, "execution of flow run " + flowRunId + " broke; it is reported CRASHED", e);
      gate.propose(
          flowRunId,
          StateProposal.of(
              StateCreate.of(
                  StateType.CRASHED, "Execution was interrupted by an error: " + Reason.of(e))),
          null);
    } finally {
      running.remove(execution);
    }
  }
}
