package dev.rigel.agent;

import dev.rigel.client.ApiException;
import dev.rigel.client.Patience;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A server that does not answer, and the pauses until it is asked again: longer and longer, but
 * shorter than an agent is missed, and of another length for each agent.
 */
final class Outage {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final PollFailures told;
  private final Stopping stopping;
  private final Duration longest;
  private int failures;

  /**
   * None yet.
   *
   * @param heartbeat how often the server hears of the agent; no pause is longer
   */
  Outage(PollFailures told, Stopping stopping, Duration heartbeat) {
    this.told = told;
    this.stopping = stopping;
    this.longest = heartbeat.compareTo(LONGEST) < 0 ? heartbeat : LONGEST;
  }

  /**
   * Tells of a failure.
   *
   * @param what could not be done
   */
  void tell(String what, ApiException e) {
    told.beginPass();
    told.add(what, e);
    told.endPass();
  }

  /**
   * Tells of a failure and waits until it is time for another try.
   *
   * @param what could not be done
   * @return whether there is no time left for one, as the agent stops
   */
  boolean endsAfter(String what, ApiException e) throws InterruptedException {
    tell(what, e);
    failures++;
    return stopping.isOverWithin(
        e.retryAfter().filter(this::isShort).orElseGet(() -> pause(failures, longest)));
  }

  private boolean isShort(Duration time) {
    return time.compareTo(longest) < 0;
  }

  /**
   * After so many failures, one at least; each time another, so that agents do not come at once.
   */
  static Duration pause(int failures, Duration longest) {
    var most = Patience.doubled(FIRST, longest, failures - 1).toMillis();
    return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }

  /** The server answers. */
  void isOver() {
    failures = 0;
    told.beginPass();
    told.endPass();
  }
}
