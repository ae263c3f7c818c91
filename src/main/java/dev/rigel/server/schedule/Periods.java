package dev.rigel.server.schedule;

import dev.rigel.server.schedule.RuleParts.Part;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The periods of a recurrence rule (years, weeks, minutes …), numbered from its start: 0, 1, 2 …
 */
interface Periods {

  /**
   * @param dates ascending; one that precedes the rule's start may be among them
   * @param next the number of the next period that may have dates
   */
  record Period(List<LocalDateTime> dates, long next) {}

  /** The last period that has begun by a time, at least 0. */
  long indexAt(LocalDateTime time);

  /** {@link LocalDateTime#MAX} for all that begin after the year 9999. */
  LocalDateTime startOf(long index);

  Period get(long index, Effort effort);

  static Periods of(RuleParts parts, LocalDateTime start) {
    return parts.frequency().withinDay()
        ? new ShortPeriods(parts, start)
        : new LongPeriods(parts, start.toLocalDate());
  }

  /** Each day at each time of day, or of these the ones at the positions of BYSETPOS. */
  static List<LocalDateTime> dates(
      List<LocalDate> days, TimesOfDay times, RuleParts parts, Effort effort) {
    var all = new EachDayAtEachTime(days, times);
    if (!parts.has(Part.BYSETPOS)) {
      return all;
    }
    effort.spend(parts.numbers(Part.BYSETPOS).size());
    return parts.numbers(Part.BYSETPOS).stream()
        .map(position -> position > 0 ? position - 1 : all.size() + position)
        .filter(index -> 0 <= index && index < all.size())
        .sorted()
        .distinct()
        .map(all::get)
        .toList();
  }

  /** The product of days and times, computed when asked for: it may have millions of elements. */
  final class EachDayAtEachTime extends AbstractList<LocalDateTime> implements RandomAccess {
    private final List<LocalDate> days;
    private final TimesOfDay times;

    EachDayAtEachTime(List<LocalDate> days, TimesOfDay times) {
      this.days = days;
      this.times = times;
    }

    @Override
    public LocalDateTime get(int index) {
      return days.get(index / times.size()).atTime(times.get(index % times.size()));
    }

    @Override
    public int size() {
      return days.size() * times.size();
    }
  }
}
