package dev.rigel.agent;

import dev.rigel.agent.child.JvmExit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * What makes an agent end that runs in a JVM of its own: signals, and the end of the JVM itself.
 * The first signal lets it drain, if there is time for that; the next one stops what is left, and
 * one more kills what does not end when asked.
 */
final class AgentEnd {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private final Agent agent;
  private final Duration drain;

  /**
   * Nobody has asked for it yet.
   *
   * @param drain how long running work may go on after the first signal; zero for not at all
   */
  AgentEnd(Agent agent, Duration drain) {
    this.agent = agent;
    this.drain = drain;
  }

  /** From now on signals, and the JVM's end, are heard. */
  void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::jvmEnds, "stop"));
    EndSignals.tell(this::signalled);
  }

  /** By a batch job in this JVM that has called System.exit, or by a signal that nobody handles. */
  private void jvmEnds() {
    if (!agent.hasEnded()) {
      JvmExit.place()
          .ifPresent(
              place ->
                  LOG.log(
                      Level.ERROR,
                      "A batch job in this agent''s JVM (runtime: agent) ended the agent:"
                          + " System.exit was called at {0}. Such a job needs runtime: process.",
                      place));
    }
    agent.close();
  }

  private void signalled() {
    if (agent.isStopping()) {
      agent.killAll();
    } else if (drain.isZero() || agent.isDraining()) {
      agent.close();
    } else {
      LOG.log(
          Level.INFO,
          "No more flow runs are taken; those in progress may end within {0} s. A second signal"
              + " stops them.",
          drain.toSeconds());
      agent.drain();
      new Thread(() -> agent.close(drain), "drain").start();
    }
  }
}
