package dev.rigel.agent;

import dev.rigel.client.ClientSettings;
import dev.rigel.client.JdkTransport;
import dev.rigel.engine.JobRuntime;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;

/**
 * An agent inside an application on an application server. It runs the jobs that are part of that
 * application, in the server's batch runtime, and starts no processes.
 */
public final class ApplicationAgent {
  private ApplicationAgent() {}

  /**
   * One that has not started.
   *
   * @param runtime the server's; made in the application's context
   * @param threads the server's, which give their threads the application's context
   * @throws IllegalArgumentException if options or settings do not fit, with a text for the user
   */
  public static Agent of(
      AgentOptions options, ClientSettings settings, JobRuntime runtime, ThreadFactory threads) {
    var loader = Thread.currentThread().getContextClassLoader();
    var place =
        new Workplace(
            new JdkTransport(),
            (api, s) ->
                new Infrastructures(
                    api, new NoProcesses(), new ApplicationJobs(api, s, runtime, loader)),
            threads,
            Probes.NONE,
            new PrintStream(PrintStream.nullOutputStream()),
            Clock.systemUTC());
    return new Agent(options, settings, place);
  }
}
