package dev.rigel.agent.child;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.job.FlowRunJobsApi;
import dev.rigel.contract.state.Reason;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.engine.FlowRunExecution;
import dev.rigel.engine.FlowRunExecution.Ending;
import dev.rigel.engine.FlowRunJob;
import dev.rigel.engine.JobRuntime;
import dev.rigel.engine.LogCapture;
import dev.rigel.engine.RunLogs;
import dev.rigel.engine.StopDeadline;
import dev.rigel.engine.jberet.JBeretRuntime;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One flow run from its id to its end. */
final class ChildRun {
  private final UUID flowRunId;
  private final ApiClient api;
  private final HttpRunReporter reporter;
  private final RunLogs logs;
  private final LogCapture capture;
  private final StopDeadline stopDeadline;
  private boolean stopRequested;
  private @Nullable FlowRunExecution execution;

  ChildRun(
      UUID flowRunId, ApiClient api, RunLogs logs, LogCapture capture, StopDeadline stopDeadline) {
    this.flowRunId = flowRunId;
    this.api = api;
    this.reporter = new HttpRunReporter(flowRunId, api);
    this.logs = logs;
    this.capture = capture;
    this.stopDeadline = stopDeadline;
  }

  /**
   * Runs it. Returns when a final state has been stored, or the server wants no more of the run, or
   * the job was given up.
   *
   * @throws RuntimeException if the server knows no such run or could not be told
   */
  Ending run() throws InterruptedException {
    makeClients();
    var starting = CompletableFuture.supplyAsync(() -> JBeretRuntime.start(capture, stopDeadline));
    var run = reporter.patiently(a -> a.flowRuns().read(flowRunId));
    FlowRunExecution prepared;
    try {
      prepared = new FlowRunExecution(job(run), runtime(starting), reporter, logs);
    } catch (RuntimeException e) {
      reportNotLoaded(e);
      return Ending.REPORTED;
    }
    begin(prepared);
    return prepared.run();
  }

  /**
   * RESTEasy looks for a CDI container whenever it makes a client: better before one is starting.
   */
  private void makeClients() {
    api.flowRuns();
    api.deployments();
    api.taskRuns();
    api.of(FlowRunJobsApi.class);
    api.logs();
  }

  /** Asks for the end, from any thread. */
  synchronized void stop() {
    stopRequested = true;
    reporter.stopWaiting();
    if (execution != null) {
      execution.stop();
    }
  }

  /**
   * Gives the job up, from any thread, as its JVM is about to end.
   *
   * @return whether that will be reported; false if the job has not begun
   */
  synchronized boolean giveUp(String why) {
    if (execution != null) {
      execution.giveUp(why);
    }
    return execution != null;
  }

  /** Reports that the engine itself broke; the run may hold any state. */
  void reportCrash(Throwable e) {
    reporter.proposeFlowRunState(
        StateProposal.of(
            StateCreate.of(
                StateType.CRASHED, "Execution was interrupted by an error: " + Reason.of(e))));
  }

  private synchronized void begin(FlowRunExecution prepared) {
    execution = prepared;
    if (stopRequested) {
      execution.stop();
    }
  }

  private FlowRunJob job(FlowRunResponse run) {
    var deploymentId = run.deploymentId();
    if (deploymentId == null) {
      throw new IllegalArgumentException("the flow run has no deployment");
    }
    var deployment = reporter.patiently(a -> a.deployments().read(deploymentId));
    return FlowRunJob.of(flowRunId, run.name(), deployment.entrypoint(), run.parameters());
  }

  private static JobRuntime runtime(CompletableFuture<JobRuntime> starting) {
    try {
      return starting.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the batch runtime did not start", e.getCause());
    }
  }

  /** Our own refusals are sentences; anything else needs its kind beside it. */
  private static String why(RuntimeException e) {
    return e instanceof IllegalArgumentException ? String.valueOf(e.getMessage()) : Reason.of(e);
  }

  private void reportNotLoaded(RuntimeException e) {
    var message = "Flow could not be retrieved from deployment. " + why(e);
    reporter.proposeFlowRunState(StateProposal.forced(StateCreate.of(StateType.FAILED, message)));
  }
}
