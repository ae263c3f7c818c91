package dev.rigel.arrows.sample.server.flow;

import java.time.Clock;

/** Breaks: only database makes the server's clock. */
public class FlowWithItsOwnClock {
  Clock clock = Clock.systemUTC();
}
