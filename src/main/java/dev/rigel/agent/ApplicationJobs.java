package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.JOB_STOP;

import dev.rigel.agent.child.HttpRunReporter;
import dev.rigel.client.ApiClient;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.agent.Host;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.engine.FlowRunExecution;
import dev.rigel.engine.FlowRunJob;
import dev.rigel.engine.JobRuntime;
import dev.rigel.engine.RunLogs;
import dev.rigel.engine.StopDeadline;
import java.time.Clock;

/**
 * Jobs of the application that the agent is part of. What a block says of processes and class paths
 * does not matter here.
 *
 * @param loader the application's
 */
record ApplicationJobs(
    ApiClient api, ClientSettings settings, JobRuntime runtime, ClassLoader loader)
    implements InfrastructureType {
  private static final String HERE = "agent";

  @Override
  public String slug() {
    return BlockDefinition.BATCH_JOB;
  }

  @Override
  public Infrastructure build(Job job) {
    var wanted = job.block().text("runtime").orElse(HERE);
    if (!wanted.equals(HERE)) {
      throw new IllegalArgumentException(
          "the agent that took it is part of an application and runs jobs of that application only:"
              + " its block says runtime '%s', and has to say '%s'".formatted(wanted, HERE));
    }
    var run = job.run();
    var speaking = job.assignment().token().map(api::withKey).orElse(api);
    var batch =
        FlowRunJob.of(run.id(), run.name(), job.deployment().entrypoint(), run.parameters());
    return () -> started(speaking, batch);
  }

  private StartedRun started(ApiClient speaking, FlowRunJob job) {
    var stopTime = settings.get(JOB_STOP);
    var deadline =
        new StopDeadline(
            stopTime, "its thread goes on in the application server until that is restarted");
    // what the job logs, the server's own log shows already
    var logs = new RunLogs(Clock.systemUTC(), line -> {});
    var reporter = new HttpRunReporter(job.flowRunId(), speaking);
    var execution = new FlowRunExecution(job, runtime.with(deadline), reporter, logs);
    return new JobHere(execution, stopTime, Host.name(), loader, () -> {});
  }
}
