package dev.rigel.contract.schedule;

/** What a note about the dates of a schedule tells. */
public enum ScheduleNoteKind {
  /** The clocks go forward: a time does not exist, and its date is later by the gap. */
  skipped_time,
  /** The clocks go back: a time comes twice, and is a date once. */
  repeated_time,
  /** A calendar leaves dates out. */
  left_out,
  /** Starts are spread. */
  jitter,
  /** The search for further dates was given up. */
  given_up
}
