package dev.rigel.contract.attention;

/** What is the matter: first what needs somebody, then the other reasons for which a run waits. */
public enum TroubleKind {
  /**
   * A queue's concurrency limit is reached. Needs somebody if runs are late there. {@code ids}: the
   * queue, then the runs that have its places, at most five, the longest first.
   */
  queue_full,
  /** No agent that takes runs has been heard of on a queue within a minute, and runs are due. */
  no_agent,
  /** Runs of a queue are late that is not full and has agents. */
  queue_late,
  /**
   * The last runs of a deployment failed or crashed, two at least, the last within a week. {@code
   * ids}: the deployment, its flow, the last of these runs.
   */
  deployment_failing,
  /**
   * An agent was not heard of for too long, within the last day, and none of its name has come
   * since. {@code ids}: the agent, then the runs that it had, at most five, as they are now.
   */
  agent_lost,
  /**
   * A run takes longer than five minutes and than three times what 19 of the last 20 completed runs
   * of its deployment took, of which there are five at least. {@code ids}: the run, its deployment.
   */
  run_overlong,
  /**
   * A run is PENDING for more than five minutes. {@code ids}: the run, and the agent that has it,
   * where that is known.
   */
  run_pending,
  /** Dates of a deployment's schedule within the last day were not run in their window. */
  dates_missed,
  /**
   * Messages of a notification policy were given up within a week, and none has arrived since.
   * {@code ids}: the policy, its block.
   */
  notifications_given_up,
  /** The schedule of a deployment is on and has no further dates, or has no meaning. */
  schedule_ended,
  /** Its time has not come. */
  not_due,
  /** It is on no queue. */
  no_queue,
  /** Its queue does not exist. */
  queue_missing,
  /** Its queue is paused. */
  queue_paused,
  /**
   * The agents that are known to serve its queue have said that they take no more. {@code ids}: the
   * queue, then these agents, at most five.
   */
  agents_full,
  /** The policy of its schedule lets it wait for another run. {@code ids}: what is active. */
  kept_back,
  /** A try has failed, and the process that ran it tries again. */
  awaits_retry,
  /** Somebody has it. */
  taken,
  /** It has ended. */
  ended
}
