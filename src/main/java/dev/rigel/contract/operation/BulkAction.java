package dev.rigel.contract.operation;

/** What is done to each of many flow runs. */
public enum BulkAction {
  /** Those that have not ended are cancelled. */
  cancel,
  /** Those that have ended go back to their queues. */
  retry,
  /** Those that wait for an agent, SCHEDULED and with a deployment, go to another queue. */
  move,
  /** They are deleted with their task runs. */
  delete
}
