package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleFigures;
import dev.rigel.contract.attention.TroubleKind;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A schedule is on and will start nothing any more: it has come to its end, or cannot be read. Good
 * to know; whoever meant it so switches it off.
 */
final class EndedSchedule implements TroubleRule<ActiveSchedule> {
  @Override
  public Optional<Trouble> judge(ActiveSchedule schedule, OffsetDateTime now) {
    var isBroken = schedule.problem() != null;
    return isBroken || schedule.isSpent() || schedule.next().isEmpty()
        ? Optional.of(trouble(schedule, isBroken ? Severity.medium : Severity.low))
        : Optional.empty();
  }

  private static Trouble trouble(ActiveSchedule schedule, Severity severity) {
    return TroubleBuilder.builder()
        .kind(TroubleKind.schedule_ended)
        .severity(severity)
        .ids(List.of(schedule.deployment()))
        .figures(TroubleFigures.NONE)
        .message(schedule.problem())
        .build();
  }
}
