package dev.rigel.server.notification;

import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.Entered;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunListener;
import dev.rigel.server.flowrun.FlowRunState;
import dev.rigel.server.notification.NotificationQueueRepository.Queued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The messages to be sent. One is put in for every policy that a new state concerns, in the
 * transaction that stores the state, unless it is the first of its run; it leaves when it is sent
 * or given up.
 */
@ApplicationScoped
@Transactional
class NotificationQueue implements FlowRunListener {
  /** Longer than any attempt takes: then its server is gone, and another one tries. */
  static final Duration LEASE = Duration.ofMinutes(2);

  /** After these the message is given up: 23 minutes after the first, with the waits between. */
  static final int MOST_ATTEMPTS = 6;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(4);

  @Inject NotificationPolicyRepository policies;
  @Inject NotificationQueueRepository queue;
  @Inject Clock clock;

  @Override
  public void entered(List<Entered> entered) {
    var changes = entered.stream().filter(e -> !e.isFirst()).toList();
    if (changes.isEmpty()) {
      return;
    }
    var active = policies.active();
    changes.forEach(change -> add(active, change.run(), change.state()));
  }

  private void add(List<NotificationPolicy> active, FlowRun run, FlowRunState state) {
    active.stream()
        .filter(policy -> policy.concerns(state.name(), run.tags()))
        .forEach(policy -> queue.add(policy.id(), state.id(), Times.now(clock)));
  }

  /** Takes the next message that is due. */
  Optional<Queued> take() {
    var now = Times.now(clock);
    return queue.take(now, now.plus(LEASE));
  }

  /** It is sent. */
  void sent(Queued queued) {
    queue.remove(queued.id());
    queue.forgetGivenUp(queued.policyId());
  }

  /** There is nobody left to send it, or nothing to tell of. */
  void drop(Queued queued) {
    queue.remove(queued.id());
  }

  /** No further attempt would help. */
  void giveUp(Queued queued, NotSent why) {
    queue.remove(queued.id());
    queue.countGivenUp(queued.policyId(), 1, String.valueOf(why.getMessage()), Times.now(clock));
  }

  /**
   * It could not be sent, and is tried again later; so are the others that wait for the same
   * receiver, so that one that hangs does not hold up everything.
   *
   * @return how many messages were given up because of too many attempts
   */
  int failed(Queued queued, NotSent why) {
    var now = Times.now(clock);
    var next = now.plus(waitAfter(queued.attempts() + 1));
    var givenUp = queue.postpone(queued, now, next, MOST_ATTEMPTS);
    if (givenUp > 0) {
      queue.countGivenUp(queued.policyId(), givenUp, String.valueOf(why.getMessage()), now);
    }
    return givenUp;
  }

  /** 4 s after the first attempt, then four times the last wait. */
  static Duration waitAfter(int attempts) {
    return FIRST_WAIT.multipliedBy(1L << 2 * (Math.min(attempts, MOST_ATTEMPTS) - 1));
  }
}
