package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleFiguresBuilder;
import dev.rigel.contract.attention.TroubleKind;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The last two runs of a deployment, or more, failed or crashed. One is an accident. Cancelled runs
 * are neither good nor bad. What does not run any more is forgotten after a week.
 */
final class FailingDeployment implements TroubleRule<Ends> {
  static final Duration REMEMBERED = Duration.ofDays(7);
  static final int LEAST = 2;

  @Override
  public Optional<Trouble> judge(Ends ends, OffsetDateTime now) {
    var wasGoodSince = ends.lastGood() != null && !ends.lastGood().isBefore(ends.lastBad());
    var isRecent = !ends.lastBad().isBefore(now.minus(REMEMBERED));
    return !wasGoodSince && isRecent && ends.failures() >= LEAST
        ? Optional.of(trouble(ends))
        : Optional.empty();
  }

  private static Trouble trouble(Ends ends) {
    return TroubleBuilder.builder()
        .kind(TroubleKind.deployment_failing)
        .severity(Severity.high)
        .since(ends.lastBad())
        .ids(List.of(ends.deployment(), ends.flow(), ends.lastRun()))
        .figures(
            TroubleFiguresBuilder.builder()
                .count(ends.failures())
                .lastGood(ends.lastGood())
                .build())
        .message(ends.message())
        .build();
  }
}
