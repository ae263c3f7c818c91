package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.it.JobSources;
import dev.rigel.it.Program;
import dev.rigel.it.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What runs of {@link Play}s are made of: a shell script and a batch job. Applied once. */
final class Props {
  private static final Path JOBS = Path.of(System.getProperty("it.project"), "src/test/jobs");

  private final ApiClient api;
  private final DeploymentResponse puppet;
  private final DeploymentResponse job;

  /**
   * Applies them.
   *
   * @param directory where compiled classes and files for the command go
   */
  Props(ApiClient api, Path directory) {
    this.api = api;
    var classes = JobSources.compiled(JOBS.resolve("waiting"), directory.resolve("classes"));
    puppet =
        applied(
            directory,
            "puppet.sh:main",
            "_block_type_slug: process",
            "command: [sh, " + JOBS.resolve("puppet/puppet.sh") + "]",
            "env: {PUPPET_PHASE: none}");
    job =
        applied(
            directory,
            "batch:enduring",
            "_block_type_slug: batch-job",
            "runtime: process",
            "classpath: [" + classes + "]");
  }

  private DeploymentResponse applied(Path directory, String entrypoint, String... infrastructure) {
    var flow = Site.unique("flow");
    var yaml =
        """
        name: prop
        flow_name: %s
        work_queue_name: nobody asks
        entrypoint: %s
        infrastructure:
          %s
        """
            .formatted(flow, entrypoint, String.join("\n  ", infrastructure));
    try {
      var file = Files.writeString(Files.createTempFile(directory, "prop", ".yaml"), yaml);
      var settings = Map.of("PREFECT_API_URL", api.url().toString());
      var apply =
          Program.start(directory, settings, List.of("deployment", "apply", file.toString()));
      assertThat(apply.exitStatus()).as(apply::output).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return api.deployments().readByName(flow, "prop");
  }

  /** A deployment of a run in a phase. */
  DeploymentResponse deployment(Phase phase, String queue, Path directory) {
    return phase == Phase.JOB
        ? deployment(job, queue, phase.word(), Map.of("directory", directory.toString()), Map.of())
        : puppet(phase.word(), queue, directory);
  }

  /** A deployment whose runs stay nowhere, in no hurry to end if there is {@code hold}. */
  DeploymentResponse extra(String queue, Path directory) {
    return puppet("extra", queue, directory);
  }

  private DeploymentResponse puppet(String phase, String queue, Path directory) {
    var env =
        Map.<String, Object>of(
            "env.PUPPET_DIRECTORY", directory.toString(),
            "env.PUPPET_PHASE", phase,
            "env.PUPPET_TAG", queue);
    return deployment(puppet, queue, phase, Map.of(), env);
  }

  private DeploymentResponse deployment(
      DeploymentResponse prop,
      String queue,
      String name,
      Map<String, Object> parameters,
      Map<String, Object> overrides) {
    return api.deployments()
        .create(
            DeploymentCreateBuilder.builder()
                .name(name + " of " + queue)
                .flowId(prop.flowId())
                .infrastructureDocumentId(prop.infrastructureDocumentId())
                .entrypoint(prop.entrypoint())
                .path(prop.path())
                .manifestPath(prop.manifestPath())
                .workQueueName(queue)
                .parameters(parameters)
                .infraOverrides(overrides)
                .tags(List.of())
                .build());
  }
}
