package dev.rigel.contract.schedule;

/** What a planted run does whose start has come while another run of the deployment is active. */
public enum Overlap {
  /** It starts beside the other one. */
  start_anyway,
  /** It is cancelled. */
  skip,
  /** It waits until nothing is active any more; further ones are cancelled while one waits. */
  queue_one,
  /** It starts, and the active ones are cancelled. */
  cancel_running
}
