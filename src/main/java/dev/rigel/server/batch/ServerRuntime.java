package dev.rigel.server.batch;

import static dev.rigel.contract.setting.Settings.JOB_STOP;

import dev.rigel.contract.state.Reason;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.engine.FlowRunExecution;
import dev.rigel.engine.FlowRunJob;
import dev.rigel.engine.JobStarter;
import dev.rigel.engine.LogCapture;
import dev.rigel.engine.RunHold;
import dev.rigel.engine.RunLogs;
import dev.rigel.engine.RunReporter;
import dev.rigel.engine.ServerJobs;
import dev.rigel.engine.StopDeadline;
import dev.rigel.server.agent.ServerAgent;
import dev.rigel.server.claim.Claims;
import dev.rigel.server.claim.RunToken;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.job.FlowRunJobs;
import dev.rigel.server.log.Logs;
import dev.rigel.server.platform.OwnThreads;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.platform.Stopping;
import dev.rigel.server.settings.ServerSettings;
import dev.rigel.server.taskrun.TaskRunGate;
import dev.rigel.server.taskrun.TaskRuns;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Executes flow runs in the application server's batch runtime. The jobs and their artifacts are
 * part of the deployed application. A run is watched by a managed thread of its own until its end.
 */
@ApplicationScoped
class ServerRuntime {
  private static final Logger LOG = System.getLogger(ServerRuntime.class.getName());

  /** Of a job that does not stop; the server's threads end with the server. */
  private static final String LEFT_RUNNING =
      "its thread goes on in the server until that is restarted";

  /** With the reports of its end; a server that is told to end is killed some time later. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

  @Resource ManagedThreadFactory factory;
  @Inject ServerAgent agent;
  @Inject Claims claims;
  @Inject FlowRuns flowRuns;
  @Inject FlowRunGate gate;
  @Inject TaskRuns taskRuns;
  @Inject TaskRunGate taskRunGate;
  @Inject FlowRunJobs jobs;
  @Inject Deployments deployments;
  @Inject Logs logs;
  @Inject Clock clock;
  @Inject ServerSettings settings;
  @Inject JobStarter starter;

  private final LogCapture capture = LogCapture.ofJobThreads();
  private final RunningJobs running = new RunningJobs();

  @PostConstruct
  void listen() {
    java.util.logging.Logger.getLogger("").addHandler(capture);
  }

  /** Jobs are asked to end, and report that while they still can. */
  void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Stopping application) {
    try {
      var left = running.end(STOP_WITHIN);
      if (left > 0) {
        LOG.log(Level.WARNING, "{0} jobs have not ended within {1}", left, STOP_WITHIN);
      }
      agent.signOff();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @PreDestroy
  void unlisten() {
    java.util.logging.Logger.getLogger("").removeHandler(capture);
  }

  /**
   * Starts a run, which is this server's from then on, and returns; 404 and 409 as the contract
   * says.
   */
  void start(UUID flowRunId) {
    var job = job(flowRunId);
    var reporter = reporter(flowRunId, agent.takeOver(flowRunId));
    try {
      var execution = execution(job, reporter);
      threads().execute(() -> run(flowRunId, execution, reporter));
    } catch (RuntimeException | Error e) {
      crash(reporter, e); // nobody else has it
      throw e;
    }
  }

  private static void crash(RunReporter reporter, Throwable e) {
    var why = "Execution was interrupted by an error: " + Reason.of(e);
    reporter.proposeFlowRunState(StateProposal.of(StateCreate.of(StateType.CRASHED, why)));
  }

  /** One for each run; each stop has one too: as many as there are jobs, twice. */
  private OwnThreads threads() {
    return new OwnThreads(factory);
  }

  private DirectReporter reporter(UUID flowRunId, RunToken token) {
    return new DirectReporter(
        flowRunId,
        token,
        claims,
        flowRuns,
        gate,
        taskRuns,
        taskRunGate,
        jobs,
        logs,
        new DatabasePatience(running::endWithin, System::nanoTime),
        new RunHold());
  }

  private FlowRunJob job(UUID flowRunId) {
    var run = flowRuns.read(flowRunId);
    if (run.deploymentId() == null) {
      throw Problem.conflict("Flow run " + flowRunId + " has no deployment.");
    }
    try {
      var entrypoint = deployments.read(run.deploymentId()).entrypoint();
      return FlowRunJob.of(flowRunId, run.name(), entrypoint, run.parameters());
    } catch (IllegalArgumentException e) {
      throw Problem.conflict(String.valueOf(e.getMessage()));
    }
  }

  private FlowRunExecution execution(FlowRunJob job, DirectReporter reporter) {
    var deadline = new StopDeadline(settings.get(JOB_STOP), LEFT_RUNNING);
    var runtime = ServerJobs.runtime(starter, capture, factory, deadline);
    return new FlowRunExecution(job, runtime, reporter, new RunLogs(clock, line -> {}));
  }

  /** To its end; whatever breaks, an error too, is reported. */
  void run(UUID flowRunId, FlowRunExecution execution, RunReporter reporter) {
    Runnable stop = execution::stop;
    running.add(stop);
    try {
      execution.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.log(
          Level.ERROR, "execution of flow run " + flowRunId + " broke; it is reported CRASHED", e);
      crash(reporter, e);
    } finally {
      running.remove(stop);
    }
  }
}
