package dev.rigel.server.schedule;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The dates up to an end, inclusive. */
final class EndingDates extends Dates {
  private final Dates dates;
  private final OffsetDateTime end;

  EndingDates(Dates dates, OffsetDateTime end) {
    this.dates = dates;
    this.end = end;
  }

  @Override
  @Nullable OffsetDateTime next(OffsetDateTime start, Effort effort) {
    if (start.isAfter(end)) {
      return null;
    }
    var date = dates.next(start, effort);
    return date == null || date.isAfter(end) ? null : date;
  }
}
