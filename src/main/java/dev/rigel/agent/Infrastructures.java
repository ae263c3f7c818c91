package dev.rigel.agent;

import dev.rigel.agent.child.Main;
import dev.rigel.client.ApiClient;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.engine.FlowRunJob;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds what a run executes on, from its deployment's block and overrides. */
final class Infrastructures {

  /** What stands for a block where a deployment has none. */
  private static final Map<String, Object> NO_BLOCK = Map.of("env", Map.of());

  private final ApiClient api;
  private final ClientSettings settings;
  private final String host;

  /**
   * For an agent.
   *
   * @param host name of this machine
   */
  Infrastructures(ApiClient api, ClientSettings settings, String host) {
    this.api = api;
    this.settings = settings;
    this.host = host;
  }

  /**
   * The infrastructure of a run, ready to be started.
   *
   * @throws IllegalArgumentException if the block cannot be used
   */
  Infrastructure of(FlowRunResponse run) {
    if (run.deploymentId() == null) {
      throw new IllegalArgumentException("the flow run has no deployment");
    }
    var deployment = api.deployments().read(run.deploymentId());
    if (deployment.infrastructureDocumentId() == null) {
      var data = data(NO_BLOCK, deployment);
      return isBatch(deployment) ? batchJob(run, deployment, data) : process(run, deployment, data);
    }
    return fromBlock(run, deployment);
  }

  private static BlockData data(Map<String, Object> block, DeploymentResponse deployment) {
    return new BlockData(Overrides.apply(block, deployment.infraOverrides()));
  }

  private Infrastructure fromBlock(FlowRunResponse run, DeploymentResponse deployment) {
    var document = api.blockDocuments().read(deployment.infrastructureDocumentId(), true);
    var data = data(document.data(), deployment);
    var slug = document.blockType().slug();
    return switch (slug) {
      case BlockDefinition.PROCESS -> process(run, deployment, data);
      case BlockDefinition.BATCH_JOB -> batchJob(run, deployment, data);
      default ->
          throw new IllegalArgumentException(
              "this agent knows no infrastructure of block type '" + slug + "'");
    };
  }

  private Infrastructure process(
      FlowRunResponse run, DeploymentResponse deployment, BlockData block) {
    var directory = block.text("working_dir").map(Path::of);
    var command = block.texts("command");
    if (!command.isEmpty()) {
      return child(run, block, command, directory, false);
    }
    return isBatch(deployment)
        ? child(run, block, EngineCommands.java(List.of(), List.of()), directory, true)
        : child(run, block, EngineCommands.python(), directory, false);
  }

  private Infrastructure batchJob(
      FlowRunResponse run, DeploymentResponse deployment, BlockData block) {
    var runtime = block.text("runtime").orElse("process");
    return switch (runtime) {
      case "process" -> inJvm(run, deployment, block);
      case "agent" -> inAgent(run, deployment, block);
      case "server" -> new ServerRun(api, run);
      default ->
          throw new IllegalArgumentException("infrastructure block: no runtime '" + runtime + "'");
    };
  }

  private Infrastructure inJvm(
      FlowRunResponse run, DeploymentResponse deployment, BlockData block) {
    var directory = block.text("working_dir").map(given -> inDeployment(deployment, given));
    var classpath = block.texts("classpath");
    new ClassPath(classpath, directory).existing(host);
    var command = EngineCommands.java(classpath, block.texts("jvm_args"));
    return child(run, block, command, directory, true);
  }

  private RunInAgent inAgent(FlowRunResponse run, DeploymentResponse deployment, BlockData block) {
    var job = FlowRunJob.of(run.id(), run.name(), deployment.entrypoint(), run.parameters());
    var directory = inDeployment(deployment, block.text("working_dir").orElse(""));
    var classpath = new ClassPath(block.texts("classpath"), Optional.of(directory)).existing(host);
    return new RunInAgent(api, job, classpath, host, settings.jobStop());
  }

  private ChildProcess child(
      FlowRunResponse run,
      BlockData block,
      List<String> command,
      Optional<Path> directory,
      boolean runsJob) {
    var name = block.text("name").orElse(run.name());
    var stream = block.flag("stream_output", true);
    var plan = new ProcessPlan(name, command, environment(run, block), directory, stream, runsJob);
    return new ChildProcess(plan, host);
  }

  /** The agent's settings, then the run, then what the block says. */
  private Map<String, String> environment(FlowRunResponse run, BlockData block) {
    var environment = new LinkedHashMap<String, String>(settings.given());
    environment.put(ClientSettings.API_URL, settings.apiUrl().toString());
    environment.put(Main.FLOW_RUN_ID, run.id().toString().replace("-", ""));
    environment.putAll(block.map("env"));
    return environment;
  }

  /** A relative directory starts at the deployment's path, if it has one. */
  private static Path inDeployment(DeploymentResponse deployment, String directory) {
    return deployment.path() == null
        ? Path.of(directory)
        : Path.of(deployment.path()).resolve(directory);
  }

  private static boolean isBatch(DeploymentResponse deployment) {
    return deployment.entrypoint() != null
        && deployment.entrypoint().startsWith(FlowRunJob.ENTRYPOINT_PREFIX);
  }
}
