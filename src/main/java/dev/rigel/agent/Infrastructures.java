package dev.rigel.agent;

import dev.rigel.agent.InfrastructureType.Job;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.deployment.DeploymentResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds what a run executes on, from its deployment's block and overrides. */
final class Infrastructures {

  /** What stands for a block where a deployment has none. */
  private static final Map<String, Object> NO_BLOCK = Map.of("env", Map.of());

  private final ApiClient api;
  private final InfrastructureType process;
  private final InfrastructureType batchJob;
  private final List<InfrastructureType> types;

  /**
   * For an agent.
   *
   * @param process for a run whose deployment has no block, and names no batch job
   * @param batchJob for one that names a batch job
   */
  Infrastructures(ApiClient api, InfrastructureType process, InfrastructureType batchJob) {
    this.api = api;
    this.process = process;
    this.batchJob = batchJob;
    types = List.of(process, batchJob);
  }

  /**
   * The infrastructure of a run, ready to be started.
   *
   * @throws IllegalArgumentException if the block cannot be used
   */
  Infrastructure of(Assignment assignment) {
    var run = assignment.flowRun();
    if (run.deploymentId() == null) {
      throw new IllegalArgumentException("the flow run has no deployment");
    }
    var deployment = api.deployments().read(run.deploymentId());
    var blockId = deployment.infrastructureDocumentId();
    return blockId == null
        ? withoutBlock(assignment, deployment)
        : withBlock(blockId, assignment, deployment);
  }

  private Infrastructure withoutBlock(Assignment run, DeploymentResponse deployment) {
    var job = job(run, deployment, NO_BLOCK);
    return (job.isBatch() ? batchJob : process).build(job);
  }

  private Infrastructure withBlock(UUID blockId, Assignment run, DeploymentResponse deployment) {
    var document = api.blockDocuments().read(blockId, true);
    var slug = document.blockType().slug();
    return types.stream()
        .filter(type -> type.slug().equals(slug))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "this agent knows no infrastructure of block type '" + slug + "'"))
        .build(job(run, deployment, document.data()));
  }

  private static Job job(Assignment run, DeploymentResponse deployment, Map<String, Object> block) {
    var data = new InfrastructureBlock(Overrides.apply(block, deployment.infraOverrides()));
    return new Job(run, deployment, data);
  }
}
