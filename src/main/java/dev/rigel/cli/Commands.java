package dev.rigel.cli;

import static dev.rigel.contract.setting.Settings.API_URL;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.UsageErrors;
import dev.rigel.client.ApiException;
import dev.rigel.contract.state.Reason;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * All commands. Only the group that a command line names is built, so that start-up does not pay
 * for the others.
 */
final class Commands {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  private final Session session;
  private final PrintStream err;

  Commands(Session session, PrintStream err) {
    this.session = session;
    this.err = err;
  }

  @Command(
      name = "rigel",
      description = "Agents and work queues for Jakarta EE.",
      sortOptions = false,
      usageHelpAutoWidth = true)
  static final class Root {
    @Option(
        names = {"-v", "--version"},
        description = "Show the version and exit.")
    boolean version;

    @Option(
        names = {"-p", "--profile"},
        paramLabel = "NAME",
        description = "Use this profile for this command.")
    @Nullable String profile;

    @Option(
        names = "--help",
        usageHelp = true,
        scope = ScopeType.INHERIT,
        description = "Show this message and exit.")
    boolean help;
  }

  private static Map<String, Function<Session, Object>> groups() {
    var groups = new LinkedHashMap<String, Function<Session, Object>>();
    groups.put("agent", AgentCommands::new);
    groups.put("attention", AttentionCommand::new);
    groups.put("calendar", CalendarCommands::new);
    groups.put("concurrency-limit", ConcurrencyLimitCommands::new);
    groups.put("config", ConfigCommands::new);
    groups.put("deployment", DeploymentCommands::new);
    groups.put("flow", FlowCommands::new);
    groups.put("flow-run", FlowRunCommands::new);
    groups.put("init", InitCommand::new);
    groups.put("profile", ProfileCommands::new);
    groups.put("quickstart", QuickstartCommand::new);
    groups.put("server", ServerCommands::new);
    groups.put("version", VersionCommand::new);
    groups.put("work-queue", WorkQueueCommands::new);
    return groups;
  }

  /** Other words for the same groups, as the reference has them. */
  private static String group(String word) {
    return switch (word) {
      case "orion" -> "server";
      case "calendars",
          "concurrency-limits",
          "deployments",
          "flows",
          "flow-runs",
          "profiles",
          "work-queues" ->
          word.substring(0, word.length() - 1);
      default -> word;
    };
  }

  /** Runs a command line and gives its exit status. */
  int run(String... arguments) {
    var root = new Root();
    var line = new CommandLine(root);
    var words = withGroupNamed(arguments);
    var groups = groups();
    var named = Arrays.stream(words).filter(groups::containsKey).findFirst();
    named.ifPresentOrElse(
        name -> line.addSubcommand(name, Objects.requireNonNull(groups.get(name)).apply(session)),
        () -> groups.forEach((name, make) -> line.addSubcommand(name, make.apply(session))));
    line.setErr(new PrintWriter(err, true));
    line.setExecutionStrategy(
        parsed -> {
          try {
            return execute(root, parsed);
          } catch (Failure | IllegalArgumentException e) {
            return failed(e); // before any command ran
          }
        });
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    line.setParameterExceptionHandler(new UsageErrors(session.out().terminal(), err));
    return line.execute(words);
  }

  /** The first word that is no option, nor the value of one, names the group. */
  private static String[] withGroupNamed(String... arguments) {
    var words = arguments.clone();
    for (int i = 0; i < words.length; i++) {
      if (List.of("-p", "--profile").contains(words[i])) {
        i++;
      } else if (!words[i].startsWith("-")) {
        words[i] = group(words[i]);
        break;
      }
    }
    return words;
  }

  private int execute(Root root, ParseResult parsed) {
    if (root.version) {
      session.out().print(Version.rigel());
      return DONE;
    }
    if (root.profile != null) {
      if (session.profiles().named(root.profile).isEmpty()) {
        throw new Failure("Unknown profile '" + root.profile + "'.");
      }
      session.useProfile(root.profile);
    }
    var last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    var command = last.commandSpec();
    if (!command.subcommands().isEmpty() || last.isUsageHelpRequested()) {
      session.out().print(command.commandLine().getUsageMessage().stripTrailing());
      return DONE;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private int failed(Exception e) {
    if (e instanceof Failure) {
      session.out().error(String.valueOf(e.getMessage()));
    } else if (e instanceof ApiException || e instanceof IllegalArgumentException) {
      session.out().error(sentence(String.valueOf(e.getMessage())) + whatNext(e));
    } else {
      session.out().error("Unexpected error: " + Reason.of(e));
    }
    return FAILED;
  }

  private static String whatNext(Exception e) {
    return e instanceof ApiException api && api.isUnreachable()
        ? ". Start a server with `rigel server start`, or say with " + API_URL + " where one is."
        : "";
  }

  private static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
