package dev.rigel.server.schedule;

/**
 * Bounds one search: after so many candidates (days, hours, excluded dates …) it gives up, so that
 * no schedule can hold up the others.
 */
final class Effort {
  /** Enough for every day of the 400 years after which the calendar repeats; some 10 ms. */
  static final int MOST_CANDIDATES = 150_000;

  private int left = MOST_CANDIDATES;

  void spend() {
    if (--left < 0) {
      throw new InvalidScheduleException(
          "no date among the first " + MOST_CANDIDATES + " candidates");
    }
  }
}
