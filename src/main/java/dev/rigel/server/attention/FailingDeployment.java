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
 * The last run of a deployment failed or crashed, and none has completed since. One may be an
 * accident and is told of for a day; more in a row weigh more, and are forgotten after a week.
 * Cancelled runs are neither good nor bad.
 */
final class FailingDeployment implements TroubleRule<Ends> {
  static final Duration REMEMBERED = Duration.ofDays(7);
  private static final Duration ONE_REMEMBERED = Duration.ofDays(1);

  @Override
  public Optional<Trouble> judge(Ends ends, OffsetDateTime now) {
    var wasGoodSince = ends.lastGood() != null && !ends.lastGood().isBefore(ends.lastBad());
    var remembered = ends.failures() > 1 ? REMEMBERED : ONE_REMEMBERED;
    return !wasGoodSince && !ends.lastBad().isBefore(now.minus(remembered))
        ? Optional.of(trouble(ends))
        : Optional.empty();
  }

  private static Trouble trouble(Ends ends) {
    return TroubleBuilder.builder()
        .kind(TroubleKind.deployment_failing)
        .severity(ends.failures() > 1 ? Severity.high : Severity.medium)
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
