package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.LOGGING_LEVEL;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ClientSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.contract.agent.Host;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;

/** An agent in a JVM of its own: it starts processes, and hears signals and probes. */
public final class AgentProgram {
  private AgentProgram() {}

  /**
   * Runs an agent in this JVM until it is done, or the JVM is told to end (SIGTERM, Ctrl-C): then
   * it takes no more runs, those in hand may end within the options' time, and what is left is
   * stopped. A further signal stops it, and the next one kills what does not end when asked.
   * Directs the JVM's logging to stderr.
   *
   * @return the exit status: 0, or 1 if {@code runOnce} was asked for and the pass failed, or the
   *     server refuses a queue
   * @throws IllegalArgumentException if options or settings do not fit, or the port for its health
   *     cannot be had, with a text for the user
   */
  public static int start(AgentOptions options, ClientSettings settings) {
    ConsoleLog.direct(settings.get(LOGGING_LEVEL));
    try (var agent = agent(options, settings, System.out, Clock.systemUTC())) {
      new AgentEnd(agent, options.drain() == null ? Duration.ZERO : options.drain()).listen();
      return agent.run();
    }
  }

  /** One that has not started. */
  static Agent agent(AgentOptions options, ClientSettings settings, PrintStream out, Clock clock) {
    var place =
        new Workplace(
            new MicroProfileTransport(),
            AgentProgram::infrastructures,
            AgentProgram::thread,
            HealthPort.probes(options, settings),
            out,
            clock);
    return new Agent(options, settings, place);
  }

  private static Infrastructures infrastructures(ApiClient api, ClientSettings settings) {
    var host = Host.name();
    var children = new Children(settings, host);
    return new Infrastructures(
        api, new ProcessType(children), new BatchJobType(api, settings, host, children));
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "submission");
    thread.setDaemon(true);
    return thread;
  }
}
