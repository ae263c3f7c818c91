package dev.rigel.contract.flowrun;

/** Why a run does not go on. */
public enum WaitKind {
  /** Its time has not come. */
  not_due,
  /** It is on no queue. */
  no_queue,
  /** Its queue does not exist. */
  queue_missing,
  /** Its queue is paused. */
  queue_paused,
  /** As many runs are pending or running as the limit of a queue allows that it belongs to. */
  queue_full,
  /** No agent that takes runs has been heard of on its queue within a minute. */
  no_agent,
  /** The agents that are known to serve its queue have said that they take no more. */
  agents_full,
  /** The policy of its schedule lets it wait until another run of its deployment has ended. */
  kept_back,
  /** A try has failed, and the process that ran it tries again. */
  awaits_retry,
  /** Somebody has it. */
  taken,
  /** It has ended. */
  ended
}
