package dev.rigel.cli.process;

import static dev.rigel.contract.setting.Settings.AGENT_QUERY_INTERVAL;
import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.client.ClientSettings;
import dev.rigel.client.FileTrouble;
import dev.rigel.contract.setting.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An agent in a process of its own, which serves one queue of a server. */
public final class AgentProcess {
  private final Path log;
  private final Process process;

  public AgentProcess(ChildProcesses children, ClientSettings settings, String queue) {
    log = settings.get(HOME).toAbsolutePath().resolve("quickstart-agent.log");
    var api = settings.get(API_URL).toString();
    var command =
        new ProcessBuilder(
            List.of(
                Installation.java().toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Installation.ofThisJar().cliJar().toString(),
                "agent",
                "start",
                "-q",
                queue));
    command.environment().putAll(settings.givenFor(Program.CLIENTS));
    command.environment().put(API_URL.name(), api);
    // somebody is waiting for the one run
    command.environment().putIfAbsent(AGENT_QUERY_INTERVAL.name(), "1");
    try {
      Files.createDirectories(log.getParent());
    } catch (IOException e) {
      throw new Failure(
          "Cannot use %s %s: %s".formatted(HOME, log.getParent(), FileTrouble.reason(e)));
    }
    process = children.start(command.redirectErrorStream(true).redirectOutput(log.toFile()));
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return log;
  }

  /**
   * Makes sure that it still works.
   *
   * @throws Failure if it has ended
   */
  public void demandAlive() {
    if (!process.isAlive()) {
      throw new Failure(
          "The agent ended with exit status %d; see %s".formatted(process.exitValue(), log));
    }
  }
}
