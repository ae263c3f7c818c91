package dev.rigel.contract.taskrun;

/** Order of a listing; those that are alike go by id, in the same direction. */
public enum TaskRunSort {
  /** By id, descending. */
  ID_DESC,
  /** By expected start time, ascending. */
  EXPECTED_START_TIME_ASC,
  /** By expected start time, descending. */
  EXPECTED_START_TIME_DESC,
  /** By name, ascending. */
  NAME_ASC,
  /** By name, descending. */
  NAME_DESC,
  /** By next scheduled start time, ascending. */
  NEXT_SCHEDULED_START_TIME_ASC,
  /** By end time, descending. */
  END_TIME_DESC
}
