package dev.rigel.server.waiting;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.MentionType;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.server.workqueue.QueueHealth;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be known of a run to say why it waits, read once.
 *
 * @param since when it came into its state
 * @param due when it begins, if it waits for a time
 * @param retriesInProcess whether it waits in the process that ran it, and on no queue
 * @param queueName the queue that it names
 * @param queues the queues that it belongs to; none unless it waits on one
 * @param holder the agent that has it
 * @param isCancelling whether its end was asked for, and its agent is at it
 * @param isKeptBack whether the policy of its schedule lets it wait for another run
 * @param active if so, the longest active runs of its deployment, some of them
 */
record RunFacts(
    @Nullable StateType state,
    @Nullable OffsetDateTime since,
    @Nullable OffsetDateTime due,
    boolean retriesInProcess,
    @Nullable String queueName,
    List<Queue> queues,
    Optional<Holder> holder,
    boolean isCancelling,
    boolean isKeptBack,
    List<Mention> active,
    OffsetDateTime now) {

  /**
   * A queue that the run belongs to.
   *
   * @param holders if it is full, the runs that have its places for longest, some of them
   * @param agents those that serve it
   */
  record Queue(
      WorkQueueResponse queue, boolean isFull, List<Mention> holders, List<ServingAgent> agents) {
    String name() {
      return queue.name();
    }

    Mention mention() {
      return Mention.of(MentionType.work_queue, queue.id(), queue.name());
    }

    /** Those that take further runs, if they have room. */
    Stream<ServingAgent> takers() {
      return agents.stream().filter(agent -> !agent.isDraining());
    }

    boolean isHeardOf(OffsetDateTime now) {
      return takers().findAny().isPresent() || QueueHealth.isRecent(queue.lastPolled(), now);
    }
  }

  boolean isDue() {
    return due == null || !due.isAfter(now);
  }

  /** Whether it waits for an agent to take it, now or when its time comes. */
  boolean isOnItsQueue() {
    return state == StateType.SCHEDULED && !retriesInProcess;
  }

  /** Whether an agent might take it this moment. */
  boolean isWaitingForAnAgent() {
    return isOnItsQueue() && isDue();
  }

  /** Its queues that hand out runs. */
  List<Queue> open() {
    return queues.stream().filter(q -> !q.queue().isPaused()).toList();
  }

  /** Whether somebody has been heard of who takes what one of its queues hands out. */
  boolean isOpenToSomebody() {
    return open().stream().anyMatch(queue -> queue.isHeardOf(now));
  }
}
