package dev.rigel.server.attention;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.server.waiting.WaitingQueue;
import java.util.List;

/** What troubles of queues have in common. */
final class QueueTrouble {
  private QueueTrouble() {}

  static Trouble of(TroubleKind kind, Severity severity, WaitingQueue queue, List<Mention> ids) {
    return TroubleBuilder.builder()
        .kind(kind)
        .severity(severity)
        .since(queue.oldest())
        .ids(ids)
        .figures(WaitTrouble.figures(queue))
        .build();
  }
}
