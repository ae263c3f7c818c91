package dev.rigel.agent;

import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.engine.FlowRunJob;
import java.nio.file.Path;

/** One kind of infrastructure: a new one is one class, and one line in {@link AgentProgram}. */
interface InfrastructureType {

  /** The slug of the block type that describes it. */
  String slug();

  /**
   * The infrastructure of a job, ready to be started.
   *
   * @throws IllegalArgumentException if the block cannot be used
   */
  Infrastructure build(Job job);

  /**
   * What is to be run.
   *
   * @param block of the infrastructure, the deployment's overrides applied; without values where
   *     the deployment has none
   */
  record Job(Assignment assignment, DeploymentResponse deployment, InfrastructureBlock block) {

    FlowRunResponse run() {
      return assignment.flowRun();
    }

    /** Whether it is a batch job, whatever its infrastructure. */
    boolean isBatch() {
      return FlowRunJob.isMeantBy(deployment.entrypoint());
    }

    /** A directory of the block; a relative one starts at the deployment's path, if it has one. */
    Path inDeployment(String directory) {
      return deployment.path() == null
          ? Path.of(directory)
          : Path.of(deployment.path()).resolve(directory);
    }
  }
}
