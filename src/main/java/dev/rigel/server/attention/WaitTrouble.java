package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleFigures;
import dev.rigel.contract.attention.TroubleFiguresBuilder;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.contract.flowrun.WaitKind;
import dev.rigel.contract.flowrun.WaitReason;
import dev.rigel.server.waiting.WaitingQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reason for which a run waits, as a trouble of that run. */
final class WaitTrouble {
  /** All is as it is meant to be. */
  private static final Set<WaitKind> MEANT =
      Set.of(
          WaitKind.not_due,
          WaitKind.kept_back,
          WaitKind.awaits_retry,
          WaitKind.taken,
          WaitKind.ended);

  private WaitTrouble() {}

  /**
   * The same in facts.
   *
   * @param queue that the reason is about, if it is about one
   */
  static Trouble of(WaitReason reason, @Nullable WaitingQueue queue) {
    return TroubleBuilder.builder()
        .kind(TroubleKind.valueOf(reason.reason().name()))
        .severity(MEANT.contains(reason.reason()) ? Severity.low : Severity.medium)
        .since(reason.since())
        .ids(reason.ids())
        .figures(queue == null ? TroubleFigures.NONE : figures(queue))
        .build();
  }

  static TroubleFigures figures(WaitingQueue queue) {
    return TroubleFiguresBuilder.builder()
        .late(queue.late())
        .taken(queue.taken())
        .limit(queue.limit())
        .agents(queue.agents())
        .build();
  }
}
