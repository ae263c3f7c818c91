package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleFigures;
import dev.rigel.contract.attention.TroubleKind;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/** A run was taken more than five minutes ago and has not begun. */
final class StuckRun implements TroubleRule<PendingRun> {
  static final Duration AT_LEAST = Duration.ofMinutes(5);

  @Override
  public Optional<Trouble> judge(PendingRun run, OffsetDateTime now) {
    return run.since().isBefore(now.minus(AT_LEAST)) ? Optional.of(trouble(run)) : Optional.empty();
  }

  private static Trouble trouble(PendingRun run) {
    return TroubleBuilder.builder()
        .kind(TroubleKind.run_pending)
        .severity(Severity.medium)
        .since(run.since())
        .ids(Stream.concat(Stream.of(run.run()), run.agent().stream()).toList())
        .figures(TroubleFigures.NONE)
        .build();
  }
}
