package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.agent.AgentQueryBuilder;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.agent.AgentsApi;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitCreate;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitsApi;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.UiWorkQueuesApi;
import dev.rigel.contract.workqueue.WorkQueueCreateBuilder;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.it.Program;
import dev.rigel.it.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;

/**
 * A queue with room for one run in each {@link Phase} and one more, agents of ours that serve it
 * through a proxy, and what they have started.
 */
final class Play implements AutoCloseable {
  /** For what no fault delays: machines that build are busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String fault;
  private final ApiClient api;
  private final Props props;
  private final Path directory;
  private final Map<String, String> settings;
  private final TcpProxy proxy;
  private final WorkQueueResponse queue;
  private UUID planned;
  private final Map<Phase, UUID> runs = new EnumMap<>(Phase.class);
  private final List<Program> agents = new ArrayList<>();
  private final List<Victim> started = new ArrayList<>();

  /**
   * Nobody acts yet.
   *
   * @param fault for reports
   * @param directory an empty one
   * @param settings of the agents
   */
  Play(String fault, ApiClient api, Props props, Path directory, Map<String, String> settings) {
    this.fault = fault;
    this.api = api;
    this.props = props;
    this.directory = directory;
    this.settings = settings;
    proxy = TcpProxy.before(api.url());
    queue =
        api.workQueues()
            .create(
                WorkQueueCreateBuilder.builder()
                    .name(Site.unique("play"))
                    .concurrencyLimit(Phase.values().length + 1)
                    .build());
    api.of(ConcurrencyLimitsApi.class).create(new ConcurrencyLimitCreate(queue.name(), 1));
  }

  TcpProxy proxy() {
    return proxy;
  }

  /** Starts an agent on the queue. */
  Actor agent(String name) {
    var known = new HashMap<>(settings);
    known.put("PREFECT_API_URL", "http://127.0.0.1:" + proxy.port() + "/api");
    var title = name + " of " + queue.name();
    var arguments =
        List.of(
            "agent", "start", "-q", queue.name(), "--name", title, "--prefetch-seconds", "7200");
    var program = Program.start(directory, known, arguments);
    agents.add(program);
    return new Actor(title, program);
  }

  /** An agent and what it has started. */
  final class Actor {
    private final String name;
    private final Program program;
    private List<Victim> children = List.of();

    private Actor(String name, Program program) {
      this.name = name;
      this.program = program;
    }

    String name() {
      return name;
    }

    Victim process() {
      return new Victim(program.handle());
    }

    /** The agent, which must not see what happens to the others, and its children. */
    List<Victim> all() {
      var all = new ArrayList<>(List.of(process()));
      all.addAll(children);
      return all;
    }

    /** As they were when all runs were in their phases. */
    List<Victim> children() {
      return children;
    }

    private void noteChildren() {
      children = program.children().stream().map(Victim::new).toList();
      started.addAll(children);
    }

    /** What the server knows of it. */
    AgentResponse known() {
      var query = AgentQueryBuilder.builder().name(name).build();
      return api.of(AgentsApi.class).filter(query).get(0);
    }

    void awaitState(AgentState state) {
      eventually("agent " + state, () -> assertThat(known().state()).isEqualTo(state));
    }

    void endInOrder() {
      program.terminate();
      assertThat(program.exitStatus()).as(program::output).isZero();
    }
  }

  /** An agent with a run in each phase. */
  Actor begun() throws IOException {
    var agent = agent("one");
    begin(agent);
    return agent;
  }

  /** Creates the runs and waits until each is in its phase, in the hands of this agent. */
  private void begin(Actor agent) throws IOException {
    Files.createFile(file("hold"));
    proxy.hold("x-puppet: held");
    for (var phase : Phase.values()) {
      var due = phase == Phase.AHEAD ? Site.now().plusHours(1) : Site.now();
      runs.put(phase, run(props.deployment(phase, queue.name(), directory).id(), due).id());
    }
    for (var phase : Phase.values()) {
      eventually(
          phase + " of " + fault + agent.program.output(),
          () -> assertThat(has(sign(phase))).isTrue());
      assertThat(read(phase).stateType())
          .isEqualTo(phase.hasBegun() ? StateType.RUNNING : StateType.PENDING);
    }
    eventually("a held request", () -> assertThat(proxy.held()).isPositive());
    api.flowRuns().cancel(runs.get(Phase.CANCELLING), false);
    eventually(
        "a process that was asked to end", () -> assertThat(has("cancelling.*.asked")).isTrue());
    agent.noteChildren();
    assertThat(agent.children()).hasSize(Phase.values().length);
    Files.delete(file("hold"));
  }

  private static String sign(Phase phase) {
    return switch (phase) {
      case AHEAD -> "ahead.*.waits";
      case STARTING -> "starting.*.born";
      case JOB -> "diary";
      default -> phase.word() + ".*.begun";
    };
  }

  private FlowRunResponse run(UUID deployment, OffsetDateTime due) {
    return api.deployments()
        .createFlowRun(deployment, Site.withState(StateCreate.scheduled(due, null)));
  }

  /** Lets all go on, and what the proxy holds pass. */
  void release() throws IOException {
    letGoOn(Phase.values());
    proxy.release();
  }

  /** Lets runs go on that were in these phases. */
  void letGoOn(Phase... phases) throws IOException {
    for (var phase : phases) {
      Files.writeString(file(phase == Phase.JOB ? "end" : phase.word() + ".release"), "");
    }
  }

  /** The one process that was ever started for the run that was in this phase, no batch job. */
  Victim process(Phase phase) throws IOException {
    try (var found = Files.newDirectoryStream(directory, phase.word() + ".*.born")) {
      var born = new ArrayList<Path>();
      found.forEach(born::add);
      assertThat(born).hasSize(1);
      var pid = born.get(0).getFileName().toString().split("\\.")[1];
      return started.stream().filter(p -> p.pid() == Long.parseLong(pid)).findFirst().orElseThrow();
    }
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private boolean has(String glob) throws IOException {
    try (var found = Files.newDirectoryStream(directory, glob)) {
      return found.iterator().hasNext();
    }
  }

  FlowRunResponse read(Phase phase) {
    return api.flowRuns().read(runs.get(phase));
  }

  /** The states that a run had, without those that only say that it is late. */
  List<StateResponse> history(Phase phase) {
    return history(runs.get(phase));
  }

  private List<StateResponse> history(UUID run) {
    return api.flowRunStates().list(run).stream()
        .filter(state -> !state.name().equals("Late"))
        .toList();
  }

  /** All of them. */
  Map<Phase, List<StateResponse>> histories() {
    var all = new EnumMap<Phase, List<StateResponse>>(Phase.class);
    runs.keySet().forEach(phase -> all.put(phase, history(phase)));
    return all;
  }

  /** Waits until a run has had these states, in this order, and no other. */
  void awaitHistory(Phase phase, StateType... types) {
    eventually(
        phase + " of " + fault,
        () ->
            assertThat(types(history(phase)))
                .as(() -> fault + ", " + phase + ": " + history(phase))
                .containsExactly(types));
  }

  /** Waits until a run that went back to its queue is in the hands of another agent. */
  void awaitTaken(Phase phase, Actor agent) {
    eventually(
        phase + " of " + fault,
        () -> {
          var history = history(phase);
          assertThat(types(history))
              .as(() -> fault + ", " + phase + ": " + history)
              .startsWith(
                  StateType.SCHEDULED, StateType.PENDING, StateType.SCHEDULED, StateType.PENDING);
          assertThat(history.get(3).message()).contains(agent.name());
        });
  }

  /** Waits until these processes are gone. */
  void awaitEnd(List<Victim> processes) {
    eventually("end of processes", () -> assertThat(processes).noneMatch(Victim::isAlive));
  }

  /** Waits until the cancelled run has ended so, once. */
  void awaitCancelled() {
    eventually(
        "CANCELLED of " + fault,
        () -> {
          var ends = history(Phase.CANCELLING).stream().filter(s -> s.type().isTerminal());
          assertThat(ends.map(StateResponse::type)).containsExactly(StateType.CANCELLED);
        });
  }

  /** Waits for something that is the case in a while, though the server may be away meanwhile. */
  static void eventually(String what, ThrowingRunnable assertion) {
    await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(ApiException.class)
        .untilAsserted(assertion);
  }

  /** What a process that an agent had started wrote: what it tried, and what came of it. */
  List<String> diary(Phase phase, Actor agent) {
    var lines = new ArrayList<String>();
    for (var child : agent.children()) {
      var file = file(phase.word() + "." + child.pid() + ".diary");
      try {
        lines.addAll(Files.exists(file) ? Files.readAllLines(file) : List.of());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return lines;
  }

  /**
   * What all processes wrote that ever had a run in this phase, by file; for who looks for a cause.
   */
  Map<String, List<String>> diaries(Phase phase) {
    var all = new TreeMap<String, List<String>>();
    try (var found = Files.newDirectoryStream(directory, phase.word() + ".*.diary")) {
      for (var file : found) {
        all.put(file.getFileName().toString(), Files.readAllLines(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** What the batch job wrote. */
  List<String> jobDiary() {
    try {
      return Files.readAllLines(file("diary"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Messages in the log of a run. */
  Set<String> logs(Phase phase) {
    return new Inquiry(api).logsOf(runs.get(phase));
  }

  /** A run like any other goes through; gives its states. */
  List<StateResponse> awaitExtra() {
    var extra = new UUID[1];
    eventually("a run that is created", () -> extra[0] = extra());
    eventually(
        "another run after " + fault,
        () -> assertThat(api.flowRuns().read(extra[0]).stateType()).isEqualTo(StateType.COMPLETED));
    return history(extra[0]);
  }

  private UUID extra() {
    return run(props.extra(queue.name(), directory).id(), Site.now()).id();
  }

  /** Creates a run that nobody takes ahead of its time yet. */
  void plan() {
    planned = run(props.extra(queue.name(), directory).id(), Site.now().plusHours(3)).id();
  }

  /** It waits still; when it is due it goes through. */
  void awaitPlanned() {
    assertThat(types(history(planned))).containsExactly(StateType.SCHEDULED);
    var due = StateCreate.scheduled(Site.now(), null);
    api.flowRuns().setState(planned, StateProposal.forced(due));
    eventually(
        "the planned run of " + fault,
        () ->
            assertThat(types(history(planned)))
                .containsExactly(
                    StateType.SCHEDULED,
                    StateType.SCHEDULED,
                    StateType.PENDING,
                    StateType.RUNNING,
                    StateType.COMPLETED));
  }

  private static List<StateType> types(List<StateResponse> history) {
    return history.stream().map(StateResponse::type).toList();
  }

  /**
   * A run like any other goes through, then nothing is left: no run that has not ended, no place in
   * the queue, no slot taken.
   */
  void assertNothingIsStuck() {
    api.flowRuns().cancel(runs.get(Phase.AHEAD), false);
    awaitExtra();
    eventually(
        "the end of all runs of " + fault,
        () -> {
          assertThat(runs.keySet()).allMatch(phase -> read(phase).stateType().isTerminal());
          var query = new QueueOverviewQuery(List.of(queue.id()), null, null, null);
          var left = api.of(UiWorkQueuesApi.class).filter(query).get(0).runs();
          assertThat(List.of(left.scheduled(), left.late(), left.pending(), left.running()))
              .containsOnly(0);
          var limit = api.of(ConcurrencyLimitsApi.class).readByTag(queue.name());
          assertThat(limit.activeSlots()).isEmpty();
        });
  }

  /** Prints how long after a moment a run entered a state that tells that the harm is mended. */
  Duration report(Phase phase, OffsetDateTime harm, StateResponse mended) {
    var since = Duration.between(harm, mended.timestamp());
    var took = since.isNegative() ? Duration.ZERO : since;
    Report.print(fault, phase.word(), took, history(phase));
    return took;
  }

  @Override
  public void close() {
    started.stream().filter(Victim::isAlive).forEach(Victim::kill);
    agents.forEach(Program::close);
    proxy.close();
  }
}
