package dev.rigel.contract.schedule;

/** Whether dates are told one by one, or counted. */
public enum ScheduleGrouping {
  /** One by one. */
  none,
  /** Counted by the hour. */
  hour,
  /** Counted by the day. */
  day
}
