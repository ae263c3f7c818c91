package dev.rigel.server.schedule;

import java.time.OffsetDateTime;
import java.util.stream.Stream;

/**
 * When a schedule stops.
 *
 * @param end the last instant that may be a date, inclusive; null: none
 * @param mostRuns how many runs it may plant in all, at least 1; null: any number
 */
public record Ending(OffsetDateTime end, Integer mostRuns) {
  /** As the reference: a schedule ends only by itself. */
  public static final Ending NEVER = new Ending(null, null);

  /** Refuses a number below one. */
  public Ending {
    if (mostRuns != null && mostRuns < 1) {
      throw new InvalidScheduleException("The maximum number of runs must be positive");
    }
  }

  /**
   * The dates that still may be planted.
   *
   * @param planted how many runs the schedule has planted so far
   */
  public Stream<OffsetDateTime> cut(Stream<OffsetDateTime> dates, long planted) {
    var timely = end == null ? dates : dates.takeWhile(date -> !date.isAfter(end));
    return mostRuns == null ? timely : timely.limit(Math.max(0, mostRuns - planted));
  }
}
