package dev.rigel.contract.flowrun;

/** Order of a listing; those that are alike go by id, in the same direction. */
public enum FlowRunSort {
  /** By id, descending. */
  ID_DESC,
  /** By start time, ascending. */
  START_TIME_ASC,
  /** By start time, descending. */
  START_TIME_DESC,
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
