package dev.rigel.agent;

import org.jspecify.annotations.Nullable;

/**
 * How many runs an agent has under way at once. A run needs a place from the moment it is about to
 * be taken until it has ended; while it waits for its time it has none. Who found none has
 * precedence over those that come out of such a wait, so that runs are taken in the order of polls.
 */
final class Places {
  private final int limit;
  private final Runnable freed;
  private int taken;
  private boolean wanted;

  /**
   * All are free.
   *
   * @param limit how many there are; 0 for any number
   * @param freed called when one is free again that was wanted
   */
  Places(int limit, Runnable freed) {
    this.limit = limit;
    this.freed = freed;
  }

  /** A pass begins, which offers all runs anew. */
  synchronized void beginPass() {
    wanted = false;
  }

  /** Takes a place; false if there is none, which is remembered. */
  synchronized boolean take() {
    wanted |= isFull();
    return !wanted && takeOne();
  }

  /** Takes a place for a run that the server has given, as it was asked to. */
  synchronized Place takeGiven() {
    taken++;
    return new Place();
  }

  /**
   * How many are free.
   *
   * @param most what any number is, and the answer at most
   */
  synchronized int free(int most) {
    return limit == 0 ? most : Math.max(0, Math.min(most, limit - taken));
  }

  /** How many are free; null for any number. */
  synchronized @Nullable Integer free() {
    return limit == 0 ? null : free(limit);
  }

  private boolean takeOne() {
    taken++;
    return true;
  }

  private boolean isFull() {
    return limit != 0 && taken >= limit;
  }

  /** Takes a place unless somebody found none. */
  private synchronized boolean takeUnwanted() {
    return !wanted && !isFull() && takeOne();
  }

  private void giveBack() {
    boolean tell;
    synchronized (this) {
      taken--;
      tell = wanted;
    }
    if (tell) {
      freed.run();
    }
  }

  /** How many are taken. */
  synchronized int taken() {
    return taken;
  }

  /** A place that has just been taken, for a run that is handled by one thread. */
  Place held() {
    return new Place();
  }

  /** One of them, for one run. */
  final class Place {
    private boolean held = true;

    /** Gives it up for a while, or for good. */
    void leave() {
      if (held) {
        held = false;
        giveBack();
      }
    }

    /** Takes it again if it was left; whether it is held. */
    boolean enter() {
      held = held || takeUnwanted();
      return held;
    }
  }
}
