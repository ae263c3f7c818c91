package dev.rigel.server.schedule;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The dates that lie on open days; closed days are passed over as a whole. */
final class OpenDates extends Dates {
  private final Dates dates;
  private final BusinessCalendar calendar;

  OpenDates(Dates dates, BusinessCalendar calendar) {
    this.dates = dates;
    this.calendar = calendar;
  }

  @Override
  @Nullable OffsetDateTime next(OffsetDateTime start, Effort effort) {
    var date = dates.next(start, effort);
    while (date != null && !calendar.isOpen(date, effort)) {
      effort.spend();
      var opening = calendar.opening(date, effort);
      date = opening == null ? null : dates.next(opening, effort);
    }
    return date;
  }
}
