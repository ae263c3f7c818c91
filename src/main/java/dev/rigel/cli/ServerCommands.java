package dev.rigel.cli;

import dev.rigel.cli.process.ChildProcesses;
import dev.rigel.cli.process.ServerProcess;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.WaitingLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code server}: a server on this machine. */
@Command(name = "server", description = "Run a Rigel server.")
final class ServerCommands {
  /** More options of the server's JVM, between spaces. Default none. */
  private static final String JVM_ARGS = "RIGEL_SERVER_JVM_ARGS";

  private final Session session;

  ServerCommands(Session session) {
    this.session = session;
  }

  @Command(description = "Start a server: Payara Micro, with its database below RIGEL_HOME.")
  int start(
      @Option(
              names = "--host",
              paramLabel = "TEXT",
              description = "Address to listen on; default PREFECT_ORION_API_HOST, 127.0.0.1.")
          String host,
      @Option(
              names = "--port",
              paramLabel = "INT",
              description = "Port to listen on; default PREFECT_ORION_API_PORT, 4200.")
          Integer port,
      @Option(
              names = "--no-scheduler",
              description = "Leave the creation of scheduled runs to other servers.")
          boolean noScheduler,
      @Option(
              names = "--no-late-runs",
              description = "Leave the marking of late runs to other servers.")
          boolean noLateRuns)
      throws InterruptedException {
    var settings = new HashMap<>(session.settings().given());
    if (noScheduler) {
      settings.put("PREFECT_ORION_SERVICES_SCHEDULER_ENABLED", "false");
    }
    if (noLateRuns) {
      settings.put("PREFECT_ORION_SERVICES_LATE_RUNS_ENABLED", "false");
    }
    return run(address(host, port), settings);
  }

  private ServerProcess.Address address(String host, Integer port) {
    return new ServerProcess.Address(
        host == null ? setting("PREFECT_ORION_API_HOST", "127.0.0.1") : host,
        port == null ? number(setting("PREFECT_ORION_API_PORT", "4200")) : port);
  }

  private String setting(String name, String usual) {
    return session.settings().text(name).orElse(usual);
  }

  private static int number(String text) {
    if (!text.matches("\\d{1,5}")) {
      throw new Failure("PREFECT_ORION_API_PORT: '%s' is no port.".formatted(text));
    }
    return Integer.parseInt(text);
  }

  private int run(ServerProcess.Address address, Map<String, String> settings)
      throws InterruptedException {
    var out = session.out();
    try (var children = new ChildProcesses(out)) {
      var home = session.settings().home();
      var server = ServerProcess.start(children, address, home, jvmArgs(), settings);
      out.line("Starting Rigel %s (process %d)...".formatted(Version.rigel(), server.pid()));
      out.line("Log: " + server.log());
      var progress = new WaitingLine(out, "Waiting for the server");
      server.awaitReady(sofar -> children.unlessSignalled(() -> progress.waited(sofar)));
      progress.done();
      children.runUntilSignal(0);
      introduce(address);
      server.demandEndOnSignal(children);
      return 0;
    }
  }

  private List<String> jvmArgs() {
    return List.of(setting(JVM_ARGS, "").strip().split("\\s+")).stream()
        .filter(argument -> !argument.isEmpty())
        .toList();
  }

  private void introduce(ServerProcess.Address address) {
    session
        .out()
        .print(
            """
             ___ ___ ___ ___ _
            | _ \\_ _/ __| __| |
            |   /| | (_ | _|| |__
            |_|_\\___\\___|___|____|

            Configure Rigel to communicate with the server with:

                rigel config set PREFECT_API_URL=%1$s

            View the API reference documentation at %2$s/docs

            Check out the dashboard at %2$s/
            """
                .formatted(address.api(), address.url()));
  }
}
