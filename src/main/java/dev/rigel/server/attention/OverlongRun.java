package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleFiguresBuilder;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.server.flowrun.Durations;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A run takes far longer than the last ones of its deployment: three times the 95th percentile of
 * 20, and more than five minutes. With fewer than five nothing is usual.
 */
final class OverlongRun implements TroubleRule<LongRun> {
  static final int TIMES = 3;
  static final Duration AT_LEAST = Duration.ofMinutes(5);

  @Override
  public Optional<Trouble> judge(LongRun run, OffsetDateTime now) {
    if (run.usual().size() < Durations.LEAST) {
      return Optional.empty();
    }
    var usual = Durations.percentile(run.usual(), 95);
    var takes = run.before().plus(Duration.between(run.since(), now));
    return takes.compareTo(AT_LEAST) > 0 && takes.compareTo(usual.multipliedBy(TIMES)) > 0
        ? Optional.of(trouble(run, usual))
        : Optional.empty();
  }

  private static Trouble trouble(LongRun run, Duration usual) {
    return TroubleBuilder.builder()
        .kind(TroubleKind.run_overlong)
        .severity(Severity.medium)
        .since(run.since().minus(run.before()))
        .ids(List.of(run.run(), run.deployment()))
        .figures(TroubleFiguresBuilder.builder().usual(usual).build())
        .build();
  }
}
