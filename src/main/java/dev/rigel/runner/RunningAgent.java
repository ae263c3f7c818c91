package dev.rigel.runner;

import static dev.rigel.contract.setting.Settings.AGENT_DRAIN;
import static dev.rigel.contract.setting.Settings.JOB_STOP;

import dev.rigel.agent.Agent;
import dev.rigel.agent.AgentOptions;
import dev.rigel.agent.ApplicationAgent;
import dev.rigel.client.ClientSettings;
import dev.rigel.engine.JobStarter;
import dev.rigel.engine.LogCapture;
import dev.rigel.engine.ServerJobs;
import dev.rigel.engine.StopDeadline;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * The application's agent, from its start to its end: when the application is undeployed, or the
 * JVM ends, whichever is noticed first. Servers tell applications of the latter late, when what
 * they run jobs in has gone.
 */
final class RunningAgent {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private final Agent agent;
  private final Duration drain;
  private final LogCapture capture;
  private final Thread jvmEnd = new Thread(this::jvmEnds, "rigel-agent-end");

  private RunningAgent(Agent agent, Duration drain, LogCapture capture) {
    this.agent = agent;
    this.drain = drain;
    this.capture = capture;
  }

  /**
   * Starts one.
   *
   * @throws IllegalArgumentException if options or settings do not fit
   */
  static RunningAgent begin(
      AgentOptions options, ClientSettings settings, JobStarter starter, ThreadFactory threads) {
    var capture = LogCapture.ofJobThreads();
    var runtime =
        ServerJobs.runtime(
            starter, capture, threads, new StopDeadline(settings.get(JOB_STOP), "it goes on"));
    var agent = ApplicationAgent.of(options, settings, runtime, threads);
    var running = new RunningAgent(agent, settings.get(AGENT_DRAIN), capture);
    java.util.logging.Logger.getLogger("").addHandler(capture);
    Runtime.getRuntime().addShutdownHook(running.jvmEnd);
    threads.newThread(running::run).start();
    return running;
  }

  private void run() {
    try {
      agent.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "The agent of this application broke and takes no more runs", e);
    }
  }

  /** What the jobs need is going away beside this: there is time to stop them, and for no more. */
  private void jvmEnds() {
    agent.close();
  }

  /** Takes no more runs, lets those in hand end in time, and stops what is left. */
  void end() {
    agent.close(drain);
    try {
      Runtime.getRuntime().removeShutdownHook(jvmEnd);
    } catch (IllegalStateException e) {
      // it runs already
    }
    java.util.logging.Logger.getLogger("").removeHandler(capture);
  }
}
