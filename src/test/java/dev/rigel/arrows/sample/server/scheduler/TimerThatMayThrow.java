package dev.rigel.arrows.sample.server.scheduler;

import jakarta.ejb.Timeout;

/** Breaks: timers work under the pulse. */
public class TimerThatMayThrow {
  @Timeout
  void tick() {
    work();
  }

  private void work() {}
}
