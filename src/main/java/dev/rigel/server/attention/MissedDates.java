package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleFigures;
import dev.rigel.contract.attention.TroubleKind;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Dates of the last day whose window has closed before anybody took their runs. */
final class MissedDates implements TroubleRule<Misses> {
  static final Duration REMEMBERED = Duration.ofDays(1);

  @Override
  public Optional<Trouble> judge(Misses misses, OffsetDateTime now) {
    return misses.count() > 0 && !misses.last().isBefore(now.minus(REMEMBERED))
        ? Optional.of(trouble(misses))
        : Optional.empty();
  }

  private static Trouble trouble(Misses misses) {
    return TroubleBuilder.builder()
        .kind(TroubleKind.dates_missed)
        .severity(Severity.medium)
        .since(misses.last())
        .ids(List.of(misses.deployment()))
        .figures(TroubleFigures.ofCount(misses.count()))
        .build();
  }
}
