package dev.rigel.contract.operation;

/** How far an operation is. */
public enum OperationState {
  /** It was a dry run: nothing is done. */
  PLANNED,
  /** There are runs that it has not come to. */
  RUNNING,
  /** It has come to all of its runs. */
  COMPLETED,
  /** It was stopped; the runs that it had not come to are as they were. */
  STOPPED
}
