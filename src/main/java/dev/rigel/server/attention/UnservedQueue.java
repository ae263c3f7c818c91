package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.server.waiting.WaitingQueue;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Runs are due on a queue of which no agent has been heard within a minute. */
final class UnservedQueue implements TroubleRule<WaitingQueue> {
  @Override
  public Optional<Trouble> judge(WaitingQueue queue, OffsetDateTime now) {
    return queue.condition() == QueueCondition.unserved && queue.oldest() != null
        ? Optional.of(
            QueueTrouble.of(TroubleKind.no_agent, Severity.high, queue, List.of(queue.mention())))
        : Optional.empty();
  }
}
