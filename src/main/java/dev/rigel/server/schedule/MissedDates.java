package dev.rigel.server.schedule;

import dev.rigel.contract.schedule.CatchUp;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dates that passed while nobody planted them and that still are to run.
 *
 * @param which which of them
 * @param window how far back at most, counted from now; more than zero; null: as far as need be
 */
public record MissedDates(CatchUp which, @Nullable Duration window) {
  /** No two dates are closer. */
  private static final Duration FINEST = Duration.ofNanos(1_000);

  /**
   * The missed dates that still are to be planted, oldest first.
   *
   * @param since up to when, exclusive, dates have been planted
   * @param now exclusive
   * @param most how many at a time; the following call goes on after the last of them
   */
  public List<OffsetDateTime> of(Dates dates, OffsetDateTime since, OffsetDateTime now, int most) {
    var opening = window == null ? since : now.minus(window);
    var from = since.isBefore(opening) ? opening : since.plusNanos(1);
    return switch (which) {
      case all -> dates.from(from).takeWhile(date -> date.isBefore(now)).limit(most).toList();
      case latest -> latest(dates, from, now).stream().toList();
      case none -> List.of();
    };
  }

  /** Halves the span, for there may be millions of dates in it. */
  private static Optional<OffsetDateTime> latest(
      Dates dates, OffsetDateTime from, OffsetDateTime end) {
    var latest = dates.atOrAfter(from).filter(end::isAfter);
    var noneFrom = end;
    while (latest.isPresent() && Duration.between(latest.get(), noneFrom).compareTo(FINEST) > 0) {
      var middle = latest.get().plus(Duration.between(latest.get(), noneFrom).dividedBy(2));
      var later = dates.atOrAfter(middle).filter(end::isAfter);
      if (later.isPresent()) {
        latest = later;
      } else {
        noneFrom = middle;
      }
    }
    return latest;
  }
}
