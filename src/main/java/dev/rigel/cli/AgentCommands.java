package dev.rigel.cli;

import dev.rigel.agent.AgentOptions;
import dev.rigel.agent.AgentOptionsBuilder;
import dev.rigel.agent.AgentProgram;
import dev.rigel.cli.process.EphemeralApi;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.Output;
import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.cli.terminal.PythonText;
import dev.rigel.cli.terminal.RelativeTime;
import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.Table;
import dev.rigel.cli.terminal.Text;
import dev.rigel.client.ApiException;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.agent.AgentQuery;
import dev.rigel.contract.agent.AgentQueryBuilder;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.agent.AgentsApi;
import dev.rigel.contract.json.Scalars;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agent}: an argument that spells an id is one, anything else is a name. */
@Command(name = "agent", description = "Start, inspect and drain agents.")
final class AgentCommands {
  private final Session session;

  AgentCommands(Session session) {
    this.session = session;
  }

  @Command(description = "Start an agent that takes runs from work queues and executes them.")
  int start(
      @Parameters(
              paramLabel = "WORK_QUEUE",
              arity = "0..1",
              description = "Deprecated: the name or id of one work queue.")
          @Nullable String workQueue,
      @Option(
              names = {"-q", "--work-queue"},
              paramLabel = "TEXT",
              description =
                  "A work queue to take runs from, made when missing. Repeatable; default"
                      + " RIGEL_AGENT_QUEUES.")
          @Nullable List<String> queues,
      @Option(
              names = {"-m", "--match"},
              paramLabel = "TEXT",
              description =
                  "Take runs from all queues whose name starts with this. Repeatable; default"
                      + " RIGEL_AGENT_PREFIXES.")
          @Nullable List<String> prefixes,
      @Option(names = "--hide-welcome", description = "Start without the banner.")
          boolean hideWelcome,
      @Option(
              names = "--api",
              paramLabel = "TEXT",
              description = "Address of the API; default PREFECT_API_URL.")
          @Nullable URI apiUrl,
      @Option(
              names = "--run-once",
              negatable = true,
              description = "Poll once, wait for what was taken, and end.")
          boolean runOnce,
      @Option(
              names = "--prefetch-seconds",
              paramLabel = "INT",
              description =
                  "How long before their start runs are taken; default"
                      + " PREFECT_AGENT_PREFETCH_SECONDS.")
          @Nullable Integer prefetchSeconds,
      @Option(
              names = {"-l", "--limit"},
              paramLabel = "INT",
              description =
                  "How many flow runs may be in progress at once, 0 for any number; default"
                      + " RIGEL_AGENT_LIMIT, else four a processor and at least eight.")
          @Nullable Integer limit,
      @Option(
              names = "--name",
              paramLabel = "TEXT",
              description =
                  "What the agent is called; default RIGEL_AGENT_NAME, else its host and process.")
          @Nullable String name,
      @Option(
              names = "--label",
              paramLabel = "TEXT",
              description =
                  "A text by which to find the agent. Repeatable; default RIGEL_AGENT_LABELS.")
          @Nullable List<String> labels,
      @Option(
              names = "--drain-seconds",
              paramLabel = "INT",
              description =
                  "How long running work may go on after SIGTERM or Ctrl-C, while no more runs are"
                      + " taken; default RIGEL_AGENT_DRAIN_SECONDS, else 0. A second signal stops it.")
          @Nullable Integer drainSeconds,
      @Option(
              names = "--health-port",
              paramLabel = "INT",
              description =
                  "Where probes are answered, at /health/live and /health/ready; default"
                      + " RIGEL_AGENT_HEALTH_PORT, else nowhere.")
          @Nullable Integer healthPort,
      @Option(
              names = {"-t", "--tag"},
              paramLabel = "TEXT",
              description = "Deprecated: take the runs with these tags. Repeatable.")
          @Nullable List<String> tags) {
    if (name != null && tags != null) {
      throw new Failure(
          "An agent with tags polls, and a poll tells no name: give --name with -q or -m.");
    }
    var settings = apiUrl == null ? session.settings() : session.settings().withApiUrl(apiUrl);
    var options =
        AgentOptionsBuilder.builder()
            .queues(workQueue == null ? queues : List.of(queueNamed(workQueue)))
            .prefixes(prefixes)
            .tags(tags)
            .apiUrl(apiUrl)
            .runOnce(runOnce)
            .prefetch(prefetchSeconds == null ? null : Duration.ofSeconds(prefetchSeconds))
            .hideWelcome(hideWelcome)
            .limit(limit)
            .name(name)
            .labels(labels)
            .drain(drainSeconds == null ? null : Duration.ofSeconds(drainSeconds))
            .healthPort(healthPort)
            .build()
            .or(settings);
    options.check();
    if (tags != null) {
      session
          .out()
          .error(
              "`tags` are deprecated. For backwards-compatibility with old versions of Prefect,"
                  + " this agent will create a work queue named `"
                  + AgentOptions.queueFor(tags)
                  + "` that uses legacy tag-based matching.");
    }
    return apiUrl == null ? start(options) : start(options, settings);
  }

  private int start(AgentOptions options) {
    var notice = new StartNotice(session.out());
    var settings = session.connected(notice);
    return start(AgentOptionsBuilder.builder(options).apiIsTold(notice.isGiven).build(), settings);
  }

  private static int start(AgentOptions options, ClientSettings settings) {
    return AgentProgram.start(options, settings);
  }

  /** As the reference's agent says it, with what it took. */
  private static final class StartNotice implements EphemeralNotice {
    private final Output out;
    private boolean isGiven;

    StartNotice(Output out) {
      this.out = out;
    }

    @Override
    public void begins() {
      out.line("Starting agent with ephemeral API...");
      isGiven = true;
    }

    @Override
    public void isThere(EphemeralApi api) {
      out.line(EphemeralNotice.words(api));
    }
  }

  @Command(description = "List agents, those heard of last first.")
  void ls(
      @Option(
              names = {"-a", "--all"},
              description = "Also those that are lost or gone.")
          boolean all,
      @Mixin OutputFormat format) {
    var states = all ? null : List.of(AgentState.ONLINE, AgentState.DRAINING);
    var agents = listed(AgentQueryBuilder.builder().states(states).build());
    session.out().show(format, agents, () -> session.out().print(table(agents)));
  }

  private Table table(List<AgentResponse> agents) {
    var table =
        Table.captioned(Text.of("(**) denotes an agent that polls", Style.RED))
            .column("Name", Style.GREEN)
            .spareColumn("ID", Style.CYAN)
            .column("State", Style.BLUE)
            .column("Queues", Style.MAGENTA)
            .rightColumn("Runs", Style.BLUE)
            .column("Last Heard Of", Style.YELLOW);
    agents.forEach(agent -> table.row(row(agent)));
    return table;
  }

  private Text[] row(AgentResponse agent) {
    var name = Text.of(agent.name());
    var limit = agent.limit() == null ? "" : "/" + agent.limit();
    return new Text[] {
      agent.isNative() ? name : name.and(" (**)", Style.RED),
      Text.of(agent.id().toString()),
      Text.of(agent.state().toString()),
      Text.of(queues(agent)),
      Text.of(agent.isNative() ? agent.flowRunIds().size() + limit : ""),
      Text.of(RelativeTime.of(agent.lastHeardOf(), session.now()))
    };
  }

  private static String queues(AgentResponse agent) {
    return Stream.concat(
            agent.queues().stream(), agent.prefixes().stream().map(prefix -> prefix + "*"))
        .collect(Collectors.joining(", "));
  }

  private List<AgentResponse> listed(AgentQuery query) {
    return Pages.all(
        page ->
            agents()
                .filter(
                    AgentQueryBuilder.builder(query)
                        .limit(page.limit())
                        .offset(page.offset())
                        .build()));
  }

  @Command(description = "Show all about an agent.")
  void inspect(
      @Parameters(paramLabel = "AGENT", description = "Its id or its name.") String agent,
      @Mixin OutputFormat format) {
    var found = found(agent);
    session.out().show(format, found, () -> session.out().print(Dumps.of(found)));
  }

  @Command(description = "Let an agent take no more runs, and end when it has none.")
  void drain(@Parameters(paramLabel = "AGENT", description = "Its id or its name.") String agent) {
    var found = found(agent);
    try {
      agents().drain(found.id());
    } catch (ApiException e) {
      throw e.isConflict() ? new Failure(e.detail()) : e;
    }
    session.out().success("Draining agent " + PythonText.quoted(found.name()));
  }

  /** By its id; or by its name, which of several agents only one that is there may have. */
  private AgentResponse found(String nameOrId) {
    var id = Scalars.findUuid(nameOrId);
    return id.isPresent() ? read(id.get()) : named(nameOrId);
  }

  private AgentResponse read(UUID id) {
    try {
      return agents().read(id);
    } catch (ApiException e) {
      throw e.isNotFound() ? new Failure("No agent found: " + PythonText.quoted(id.toString())) : e;
    }
  }

  private AgentResponse named(String name) {
    var all = listed(AgentQueryBuilder.builder().name(name).build());
    var there = all.stream().filter(AgentCommands::isThere).toList();
    if (there.size() > 1) {
      throw new Failure(
          "%d agents are named %s. Give the id of one: %s"
              .formatted(
                  there.size(),
                  PythonText.quoted(name),
                  there.stream().map(a -> a.id().toString()).collect(Collectors.joining(", "))));
    }
    return Stream.concat(there.stream(), all.stream())
        .findFirst()
        .orElseThrow(() -> new Failure("No agent named " + PythonText.quoted(name) + " found."));
  }

  private static boolean isThere(AgentResponse agent) {
    return agent.state() == AgentState.ONLINE || agent.state() == AgentState.DRAINING;
  }

  private AgentsApi agents() {
    return session.api().of(AgentsApi.class);
  }

  private String queueNamed(String nameOrId) {
    var name =
        Scalars.findUuid(nameOrId)
            .map(id -> session.api().workQueues().read(id).name())
            .orElse(nameOrId);
    session
        .out()
        .print(
            "Agents now support multiple work queues. Instead of passing a single argument, provide"
                + " work queue names with the `-q` or `--work-queue` flag: `rigel agent start -q "
                + name
                + "`\n",
            Style.BLUE);
    return name;
  }
}
