package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.server.waiting.WaitingQueue;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Runs are late on a queue that has room and agents: they have all that they take. */
final class LateQueue implements TroubleRule<WaitingQueue> {
  @Override
  public Optional<Trouble> judge(WaitingQueue queue, OffsetDateTime now) {
    return queue.condition() == QueueCondition.late
        ? Optional.of(
            QueueTrouble.of(
                TroubleKind.queue_late, Severity.medium, queue, List.of(queue.mention())))
        : Optional.empty();
  }
}
