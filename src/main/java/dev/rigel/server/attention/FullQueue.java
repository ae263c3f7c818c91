package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.server.waiting.WaitingQueue;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs are late on a queue whose limit is reached; who holds its places is to be looked at. */
final class FullQueue implements TroubleRule<WaitingQueue> {
  @Override
  public Optional<Trouble> judge(WaitingQueue queue, OffsetDateTime now) {
    var isTrouble = queue.condition() == QueueCondition.full && queue.late() > 0;
    return isTrouble ? Optional.of(trouble(queue)) : Optional.empty();
  }

  private static Trouble trouble(WaitingQueue queue) {
    var ids = Stream.concat(Stream.of(queue.mention()), queue.holders().stream()).toList();
    return QueueTrouble.of(TroubleKind.queue_full, Severity.high, queue, ids);
  }
}
