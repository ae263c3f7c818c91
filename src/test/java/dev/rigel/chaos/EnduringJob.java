package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.it.JobSources;
import dev.rigel.it.Program;
import dev.rigel.it.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A batch job in a child JVM of an agent of ours ({@code runtime: process}), which lasts until it
 * is told to end.
 */
final class EnduringJob implements AutoCloseable {
  private final ApiClient api;
  private final Path directory;
  private final Program agent;
  private final UUID run;

  /**
   * Applies it, makes a run, and starts an agent.
   *
   * @param api of the server itself
   * @param agentsApi what the agent is told
   * @param directory an empty one
   * @param settings of the agent
   */
  EnduringJob(ApiClient api, URI agentsApi, Path directory, Map<String, String> settings) {
    this.api = api;
    this.directory = directory;
    var queue = Site.unique("enduring");
    var known = new HashMap<>(settings);
    known.put("PREFECT_API_URL", api.url().toString());
    apply(queue, known);
    var deployment = api.deployments().readByName("flow of " + queue, "test");
    var due = Site.withState(StateCreate.scheduled(Site.now(), null));
    run = api.deployments().createFlowRun(deployment.id(), due).id();
    known.put("PREFECT_API_URL", agentsApi.toString());
    agent = Program.start(directory, known, List.of("agent", "start", "-q", queue));
  }

  private void apply(String queue, Map<String, String> settings) {
    var project = Path.of(System.getProperty("it.project"), "src/test/jobs/waiting");
    var classes = JobSources.compiled(project, directory.resolve("classes"));
    var yaml =
        """
        name: test
        flow_name: flow of %1$s
        work_queue_name: %1$s
        entrypoint: batch:enduring
        parameters:
          directory: %2$s
        infrastructure:
          _block_type_slug: batch-job
          runtime: process
          classpath:
            - %3$s
        """
            .formatted(queue, directory, classes);
    try {
      var file = Files.writeString(directory.resolve("deployment.yaml"), yaml);
      var applying =
          Program.start(directory, settings, List.of("deployment", "apply", file.toString()));
      assertThat(applying.exitStatus()).as(applying::output).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the job works and the server knows it. */
  void awaitRunning() {
    awaitState(StateType.RUNNING);
    await("the job").atMost(Load.LONGEST).until(() -> diary().contains("begun"));
  }

  /** Lets the job end and waits until the server knows it, or the child JVM is gone. */
  void end() throws IOException {
    Files.createFile(directory.resolve("end"));
    await("the end of the run")
        .atMost(Load.LONGEST)
        .ignoreExceptionsInstanceOf(ApiException.class)
        .until(
            () -> api.flowRuns().read(run).stateType().isTerminal() || agent.children().isEmpty());
  }

  private void awaitState(StateType type) {
    await("the run's state " + type)
        .atMost(Load.LONGEST)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(ApiException.class)
        .untilAsserted(
            () -> assertThat(api.flowRuns().read(run).stateType()).as(this::story).isEqualTo(type));
  }

  /** What happened to the job: begun, stopped, ended; begun twice if it was run twice. */
  List<String> diary() {
    try {
      var file = directory.resolve("diary");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The states that the run had. */
  List<StateType> states() {
    return api.flowRunStates().list(run).stream()
        .filter(state -> !state.name().equals("Late"))
        .map(StateResponse::type)
        .toList();
  }

  /** All that is known of it, for who has to find out what went wrong. */
  String story() {
    return states() + "\n" + diary() + "\n" + agent.children() + "\n" + agent.output();
  }

  /** Whether the job is alive in its JVM and nothing has been told to it. */
  boolean isAtWork() {
    return !agent.children().isEmpty() && diary().equals(List.of("begun"));
  }

  /** What the agent said. */
  String output() {
    return agent.output();
  }

  @Override
  public void close() {
    agent.close();
  }
}
