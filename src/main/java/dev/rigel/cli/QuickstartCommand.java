package dev.rigel.cli;

import static dev.rigel.contract.setting.Settings.HOME;

import dev.rigel.cli.process.AgentProcess;
import dev.rigel.cli.process.ChildProcesses;
import dev.rigel.cli.process.Installation;
import dev.rigel.cli.process.ServerProcess;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.Output;
import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.WaitingLine;
import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.setting.Program;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quickstart}: the whole of Rigel on this machine, with the example flow run once. */
@Command(
    name = "quickstart",
    description = "Start a server and an agent, and run the example flow once.")
final class QuickstartCommand implements Callable<Integer> {
  /** Set by the launcher script: the source tree. */
  private static final String ROOT_PROPERTY = "rigel.root";

  private final Session caller;
  private final Output out;

  @Option(
      names = "--exit",
      description = "Stop everything when the run has ended; exit 0 only if it has completed.")
  boolean exit;

  @Option(
      names = "--port",
      defaultValue = "4200",
      paramLabel = "INT",
      description = "Port of the server; default ${DEFAULT-VALUE}.")
  int port;

  QuickstartCommand(Session session) {
    caller = session;
    out = session.out();
  }

  @Override
  public Integer call() throws InterruptedException {
    var begin = System.nanoTime();
    var example = example();
    try (var children = new ChildProcesses(out)) {
      var server = startServer(children);
      try (var session = caller.on(server.address().api())) {
        var status = runExample(children, session, example);
        var taken = Duration.ofNanos(System.nanoTime() - begin);
        out.line("All of it took %s.".formatted(seconds(taken)));
        return exit ? status : stayUp(children, server, status);
      }
    }
  }

  private int runExample(ChildProcesses children, Session session, Path example) {
    out.print("");
    var file = example.resolve("weather-report.yaml");
    var deployment = new DeploymentApply(session).apply(file, null, false);
    var agent =
        new AgentProcess(
            children, session.settings(), Objects.requireNonNull(deployment.workQueueName()));
    out.line("\nStarted an agent (process %d), log: %s".formatted(agent.pid(), agent.log()));
    var run =
        new DeploymentCommands(session)
            .planted(deployment, DeploymentFlowRunCreateBuilder.builder().parameters(Map.of()));
    out.line("Created flow run '%s' (%s).\n".formatted(run.name(), run.id()), Style.GREEN);
    var ended = new RunFollower(session, run).toItsEnd(agent::demandAlive);
    summarize(session, ended, example);
    return ended.stateType() == StateType.COMPLETED ? 0 : 1;
  }

  private static Path example() {
    var root =
        Optional.ofNullable(System.getProperty(ROOT_PROPERTY))
            .map(Path::of)
            .orElseGet(() -> Installation.ofThisJar().directory().getParent());
    var example = root.resolve("examples").resolve("weather-report");
    if (!Files.exists(example.resolve("target").resolve("weather-report.jar"))) {
      throw new Failure("The example is not built; build it with: mvn package in " + example);
    }
    return example;
  }

  private ServerProcess startServer(ChildProcesses children) {
    var address = new ServerProcess.Address("127.0.0.1", port);
    var settings = caller.settings();
    var server =
        ServerProcess.start(
            children,
            address,
            settings.get(HOME),
            ServerProcess.QUICK_START,
            settings.givenFor(Program.SERVER));
    out.line(
        "Starting the server at %s (process %d), log: %s"
            .formatted(address.url(), server.pid(), server.log()));
    var progress = new WaitingLine(out, "Waiting for the server");
    server.awaitReady(sofar -> children.unlessSignalled(() -> progress.waited(sofar)));
    progress.done();
    out.line("The server is ready.", Style.GREEN);
    return server;
  }

  private void summarize(Session session, FlowRunResponse run, Path example) {
    var completed = run.stateType() == StateType.COMPLETED;
    out.line(
        "\nFlow run '%s' ended %s after %s. Its steps:"
            .formatted(run.name(), run.stateName(), seconds(run.totalRunTime())),
        completed ? Style.GREEN : Style.RED);
    var steps = LogFeed.taskRuns(session.api(), run.id());
    var widest = steps.stream().mapToInt(step -> step.name().length()).max().orElse(1);
    steps.forEach(
        step -> out.line(("  %-" + widest + "s  %s").formatted(step.name(), facts(step))));
    if (completed && run.parameters().get("report") instanceof String report) {
      out.line("Report: " + example.resolve(report));
    }
  }

  /** State, time, and what the engine says of the records. */
  private static String facts(TaskRunResponse step) {
    var records = Optional.ofNullable(step.state()).map(StateResponse::message).orElse("");
    return "%-9s  %6s  %s"
        .formatted(step.stateName(), seconds(step.totalRunTime()), records)
        .stripTrailing();
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private int stayUp(ChildProcesses children, ServerProcess server, int status)
      throws InterruptedException {
    children.runUntilSignal(status);
    out.line(
        """

        Server and agent stay up until Ctrl-C:
          Dashboard  %s
          API        %s
        Next, for example: rigel deployment run weather-report/daily --watch\
        """
            .formatted(server.address().url(), server.address().api()));
    server.demandEndOnSignal(children);
    return status;
  }
}
