package dev.rigel.contract.log;

/** Order of a listing; those that are alike go by timestamp, then by id, in the same direction. */
public enum LogSort {
  /** By timestamp, ascending. */
  TIMESTAMP_ASC,
  /** By timestamp, descending. */
  TIMESTAMP_DESC,
  /** By level, ascending. */
  LEVEL_ASC,
  /** By level, descending. */
  LEVEL_DESC,
  /** By flow run id, ascending. */
  FLOW_RUN_ID_ASC,
  /** By flow run id, descending. */
  FLOW_RUN_ID_DESC,
  /** By task run id, ascending. */
  TASK_RUN_ID_ASC,
  /** By task run id, descending. */
  TASK_RUN_ID_DESC
}
