package dev.rigel.server.schedule;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of dates that passed while nobody planted them, for example because every server was
 * down.
 *
 * @param which which of them still run
 * @param window how far back at most, counted from now; more than zero
 */
public record CatchUp(Which which, Duration window) {
  /** Which missed dates still run. */
  public enum Which {
    /** Every one. */
    ALL,
    /** The last one before now. */
    LATEST,
    /** None, as with the reference. */
    NONE
  }

  /** As the reference does it: what was missed stays missed. */
  public static final CatchUp NONE = new CatchUp(Which.NONE, Duration.ofDays(1));

  /** No two dates are closer. */
  private static final Duration FINEST = Duration.ofNanos(1_000);

  /** Refuses a window that is not positive. */
  public CatchUp {
    if (window.isNegative() || window.isZero()) {
      throw new InvalidScheduleException("The catch-up window must be positive");
    }
  }

  /**
   * The missed dates that still are to be planted, oldest first.
   *
   * @param since up to when, exclusive, dates have been planted
   * @param now exclusive
   * @param most how many at a time; the following call goes on behind the last of them
   */
  public List<OffsetDateTime> missed(
      Dates dates, OffsetDateTime since, OffsetDateTime now, int most) {
    var opening = now.minus(window);
    var from = since.isBefore(opening) ? opening : since.plusNanos(1);
    return switch (which) {
      case ALL -> dates.from(from).takeWhile(date -> date.isBefore(now)).limit(most).toList();
      case LATEST -> latest(dates, from, now).stream().toList();
      case NONE -> List.of();
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
