package dev.rigel.cli.process;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.client.ClientSettings;
import dev.rigel.client.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An agent in a process of its own, which serves one queue of a server. */
public final class AgentProcess {
  private final Path log;
  private final Process process;

  public AgentProcess(ChildProcesses children, ClientSettings settings, String queue) {
    log = settings.home().toAbsolutePath().resolve("quickstart-agent.log");
    var api = settings.apiUrl().toString();
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
    command.environment().putAll(settings.given());
    command.environment().put("PREFECT_API_URL", api);
    // somebody is waiting for the one run
    command.environment().putIfAbsent("PREFECT_AGENT_QUERY_INTERVAL", "1");
    try {
      Files.createDirectories(log.getParent());
    } catch (IOException e) {
      throw new Failure(
          "Cannot use RIGEL_HOME %s: %s".formatted(log.getParent(), FileTrouble.reason(e)));
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
