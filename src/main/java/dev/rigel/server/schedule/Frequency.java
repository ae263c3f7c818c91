package dev.rigel.server.schedule;

/** How often a recurrence rule recurs, the rarest first. */
enum Frequency {
  YEARLY(0),
  MONTHLY(0),
  WEEKLY(7 * 86_400),
  DAILY(86_400),
  HOURLY(3_600),
  MINUTELY(60),
  SECONDLY(1);

  /** Length of one period; 0 where it varies. */
  final int seconds;

  Frequency(int seconds) {
    this.seconds = seconds;
  }

  boolean withinDay() {
    return compareTo(DAILY) > 0;
  }
}
