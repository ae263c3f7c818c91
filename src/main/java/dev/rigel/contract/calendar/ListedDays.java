package dev.rigel.contract.calendar;

/** What the days of a calendar mean. */
public enum ListedDays {
  /** Nothing runs on them: public holidays. */
  closed,
  /** Nothing runs on any other day: trading days. */
  open
}
