package dev.rigel.server.deployment;

import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.server.schedule.Dates;
import dev.rigel.server.schedule.InvalidScheduleException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The dates that come next. */
final class Upcoming {
  private Upcoming() {}

  /** Those that a bounded search finds: where it gives up, there is no more to show. */
  static List<UpcomingDate> of(Dates dates, OffsetDateTime now, OffsetDateTime until, int most) {
    var found = new ArrayList<UpcomingDate>();
    try {
      dates
          .from(now)
          .takeWhile(date -> until == null || !date.isAfter(until))
          .limit(most)
          .forEach(date -> found.add(new UpcomingDate(date)));
    } catch (InvalidScheduleException e) {
      return found;
    }
    return found;
  }
}
