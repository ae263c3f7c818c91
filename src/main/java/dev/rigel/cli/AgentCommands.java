package dev.rigel.cli;

import dev.rigel.agent.Agent;
import dev.rigel.agent.AgentOptions;
import dev.rigel.agent.AgentOptionsBuilder;
import dev.rigel.cli.terminal.Style;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.json.Scalars;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agent}. */
@Command(name = "agent", description = "Start agents.")
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
              description = "A work queue to take runs from, made when missing. Repeatable.")
          @Nullable List<String> queues,
      @Option(
              names = {"-m", "--match"},
              paramLabel = "TEXT",
              description = "Take runs from all queues whose name starts with this. Repeatable.")
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
              names = {"-t", "--tag"},
              paramLabel = "TEXT",
              description = "Deprecated: take the runs with these tags. Repeatable.")
          @Nullable List<String> tags) {
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
            .build();
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
    return start(options, settings);
  }

  private static int start(AgentOptions options, ClientSettings settings) {
    return Agent.start(options, settings);
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
