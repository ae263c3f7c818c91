package dev.rigel.cli;

import static dev.rigel.contract.setting.Settings.API_HOST;
import static dev.rigel.contract.setting.Settings.API_PORT;
import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.setting.Settings.LATE_RUNS_ENABLED;
import static dev.rigel.contract.setting.Settings.SCHEDULER_ENABLED;
import static dev.rigel.contract.setting.Settings.SERVER_JVM_ARGS;

import dev.rigel.cli.process.ChildProcesses;
import dev.rigel.cli.process.ServerProcess;
import dev.rigel.cli.terminal.WaitingLine;
import dev.rigel.contract.setting.Program;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code server}: a server on this machine. */
@Command(name = "server", description = "Run a Rigel server.")
final class ServerCommands {
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
          @Nullable String host,
      @Option(
              names = "--port",
              paramLabel = "INT",
              description = "Port to listen on; default PREFECT_ORION_API_PORT, 4200.")
          @Nullable Integer port,
      @Option(
              names = "--no-scheduler",
              description = "Leave the creation of scheduled runs to other servers.")
          boolean noScheduler,
      @Option(
              names = "--no-late-runs",
              description = "Leave the marking of late runs to other servers.")
          boolean noLateRuns)
      throws InterruptedException {
    var settings = new HashMap<>(session.settings().givenFor(Program.SERVER));
    if (noScheduler) {
      settings.put(SCHEDULER_ENABLED.name(), "false");
    }
    if (noLateRuns) {
      settings.put(LATE_RUNS_ENABLED.name(), "false");
    }
    return run(address(host, port), settings);
  }

  private ServerProcess.Address address(@Nullable String host, @Nullable Integer port) {
    return new ServerProcess.Address(
        host == null ? session.settings().get(API_HOST) : host,
        port == null ? session.settings().get(API_PORT) : port);
  }

  private int run(ServerProcess.Address address, Map<String, String> settings)
      throws InterruptedException {
    var out = session.out();
    try (var children = new ChildProcesses(out)) {
      var home = session.settings().get(HOME);
      var server =
          ServerProcess.start(
              children, address, home, session.settings().get(SERVER_JVM_ARGS), settings);
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

                rigel config set %3$s=%1$s

            View the API reference documentation at %2$s/docs

            Check out the dashboard at %2$s/
            """
                .formatted(address.api(), address.url(), API_URL));
  }
}
