package dev.rigel.agent.child;

import java.util.logging.LogManager;

/**
 * Keeps the handlers while the JVM shuts down. The JDK's own takes them away at once, and what a
 * job logs while it is being stopped would be lost. The JDK makes it, by the system property {@code
 * java.util.logging.manager}.
 */
public final class RunLogManager extends LogManager {
  private static volatile boolean started;

  /** From now on {@link #reset} does nothing. */
  public static void keepHandlers() {
    started = true;
  }

  @Override
  public void reset() {
    if (!started) {
      super.reset();
    }
  }
}
