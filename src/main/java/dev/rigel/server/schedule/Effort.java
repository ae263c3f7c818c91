package dev.rigel.server.schedule;

/**
 * Bounds one search: after so many candidates (days, hours, excluded dates …) it gives up, so that
 * no schedule can hold up the others.
 */
final class Effort {
  /** Enough for every day of the 400 years after which the calendar repeats; some 10 ms. */
  static final int MOST_CANDIDATES = 150_000;

  /** More than a leap day needs that falls on a given weekday, once in 28 years. */
  private static final int PER_DATE = 2_000;

  private int left = MOST_CANDIDATES;

  void spend() {
    spend(1);
  }

  void spend(int candidates) {
    left -= candidates;
    if (left < 0) {
      throw new InvalidScheduleException(
          "no date among the first " + MOST_CANDIDATES + " candidates");
    }
  }

  /** How many candidates it has cost, as long as nothing was {@link #found}. */
  int spent() {
    return MOST_CANDIDATES - left;
  }

  /** A date was found: the next one may cost a little more, so that many are as bounded as one. */
  void found() {
    left = Math.min(left + PER_DATE, MOST_CANDIDATES);
  }
}
