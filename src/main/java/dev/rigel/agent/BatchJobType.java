package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.JOB_STOP;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.engine.FlowRunJob;
import java.util.Optional;

/** A Jakarta Batch job, in a JVM of its own, in the agent's, or in the server. */
record BatchJobType(ApiClient api, ClientSettings settings, String host, Children children)
    implements InfrastructureType {

  @Override
  public String slug() {
    return BlockDefinition.BATCH_JOB;
  }

  @Override
  public Infrastructure build(Job job) {
    var runtime = job.block().text("runtime").orElse("process");
    return switch (runtime) {
      case "process" -> inJvm(job);
      case "agent" -> inAgent(job);
      case "server" -> new ServerRun(api, job.assignment());
      default ->
          throw new IllegalArgumentException("infrastructure block: no runtime '" + runtime + "'");
    };
  }

  private Infrastructure inJvm(Job job) {
    var directory = job.block().text("working_dir").map(job::inDeployment);
    var classpath = job.block().texts("classpath");
    new ClassPath(classpath, directory).existing(host);
    var command = EngineCommands.java(classpath, job.block().texts("jvm_args"));
    return children.of(job, command, directory, true);
  }

  private Infrastructure inAgent(Job job) {
    var run = job.run();
    var speaking = job.assignment().token().map(api::withKey).orElse(api);
    var entrypoint = job.deployment().entrypoint();
    var batch = FlowRunJob.of(run.id(), run.name(), entrypoint, run.parameters());
    var directory = job.inDeployment(job.block().text("working_dir").orElse(""));
    var classpath = job.block().texts("classpath");
    var existing = new ClassPath(classpath, Optional.of(directory)).existing(host);
    return new RunInAgent(speaking, batch, existing, host, settings.get(JOB_STOP));
  }
}
