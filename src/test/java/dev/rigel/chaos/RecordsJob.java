package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.job.FlowRunJobsApi;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunQueryBuilder;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.it.Deployed;
import dev.rigel.it.JobSources;
import dev.rigel.it.Program;
import dev.rigel.it.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A job that writes records, deployed on a queue of its own of the hasty server, with its run and
 * the agents that it is given.
 */
final class RecordsJob implements AutoCloseable {
  private final Scene scene;
  private final Path directory;
  private final String queue = Site.unique("records");
  private final List<Program> agents = new ArrayList<>();
  private final Path example;
  private final Path test;
  private final ApiClient api;
  private UUID run;

  /** With what it needs compiled below an empty directory. */
  RecordsJob(Scene scene, Path directory) {
    this.scene = scene;
    this.directory = directory;
    var project = Path.of(System.getProperty("it.project"));
    example =
        JobSources.compiled(project.resolve("examples/exactly-once"), directory.resolve("example"));
    test = JobSources.compiled(project.resolve("src/test/jobs/records"), directory.resolve("test"));
    api = scene.hastyApi();
  }

  /**
   * Deploys it.
   *
   * @param xml name of its XML
   * @param keys more keys of the deployment file
   */
  void apply(String xml, String runtime, Map<String, String> parameters, String... keys)
      throws IOException {
    var yaml =
        """
        name: test
        flow_name: flow of %1$s
        work_queue_name: %1$s
        entrypoint: batch:%2$s
        %3$s
        parameters:
        %4$s
        infrastructure:
          _block_type_slug: batch-job
          runtime: %5$s
          classpath:
            - %6$s
            - %7$s
            - %8$s
        """
            .formatted(
                queue,
                xml,
                String.join("\n", keys),
                parameters.entrySet().stream()
                    .map(e -> "  %s: \"%s\"".formatted(e.getKey(), e.getValue()))
                    .collect(Collectors.joining("\n")),
                runtime,
                example,
                test,
                driver());
    var file = Files.writeString(directory.resolve("deployment.yaml"), yaml);
    rigel("deployment", "apply", file.toString());
  }

  private static Path driver() {
    var driver = Deployed.onPostgresql() ? org.postgresql.Driver.class : org.h2.Driver.class;
    return Path.of(driver.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /** Creates its run, due at once. */
  UUID createRun() {
    var deployment = api.deployments().readByName("flow of " + queue, "test");
    var due = Site.withState(StateCreate.scheduled(Site.now(), null));
    run = api.deployments().createFlowRun(deployment.id(), due).id();
    return run;
  }

  /** Where the XML of its jobs lies. */
  Path xml(String name) {
    return test.resolve("META-INF/batch-jobs/" + name + ".xml");
  }

  /** An agent of its queue, which is ended at the end. */
  Program agent() {
    var agent = Program.start(directory, settings(), List.of("agent", "start", "-q", queue));
    agents.add(agent);
    return agent;
  }

  void endAgents() {
    agents.forEach(Program::close);
  }

  /** What a command prints, without the line ends of a terminal. */
  String rigel(String... arguments) {
    var program = Program.start(directory, settings(), List.of(arguments));
    assertThat(program.exitStatus()).as(program::output).isZero();
    return program.output().replaceAll("\\s+", " ");
  }

  private Map<String, String> settings() {
    var settings = new HashMap<>(Scene.hastyAgent());
    settings.put("PREFECT_API_URL", scene.hasty().api().toString());
    return settings;
  }

  /**
   * An agent and all that it has started; the agent first: it must not see what happens to the
   * others.
   */
  static List<Victim> all(Program agent) {
    var all = new ArrayList<>(List.of(new Victim(agent.handle())));
    agent.children().stream().map(Victim::new).forEach(all::add);
    return all;
  }

  void awaitEnd(StateType type) {
    await("the run's end")
        .atMost(Load.LONGEST)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(ApiException.class)
        .untilAsserted(
            () ->
                assertThat(read().stateType())
                    .as(() -> states() + String.join("\n", logs()))
                    .isEqualTo(type));
  }

  FlowRunResponse read() {
    return api.flowRuns().read(run);
  }

  List<StateResponse> history() {
    return api.flowRunStates().list(run);
  }

  List<StateType> states() {
    return history().stream().map(StateResponse::type).toList();
  }

  List<String> logs() {
    return List.copyOf(new Inquiry(api).logsOf(run));
  }

  JobRecord recorded() {
    return api.of(FlowRunJobsApi.class).read(run);
  }

  List<TaskRunResponse> taskRuns() {
    var ofRun = FlowRunFilter.ofId(run);
    return api.taskRuns().filter(TaskRunQueryBuilder.builder().flowRuns(ofRun).build());
  }

  @Override
  public void close() {
    endAgents();
    api.close();
  }
}
