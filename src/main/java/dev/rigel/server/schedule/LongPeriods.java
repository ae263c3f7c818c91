package dev.rigel.server.schedule;

import dev.rigel.server.schedule.RuleParts.Part;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Years, months, weeks or days, every so many of them. */
final class LongPeriods implements Periods {
  private final RuleParts parts;
  private final RuleDays days;
  private final TimesOfDay times;
  private final ChronoUnit unit;
  private final LocalDate first;
  private final long farthest;

  /** Successive dates mostly share a period; a year takes longest to look through. */
  private volatile @Nullable Known latest;

  private record Known(long index, Period period) {}

  LongPeriods(RuleParts parts, LocalDate start) {
    this.parts = parts;
    this.days = new RuleDays(parts);
    this.times =
        new TimesOfDay(
            sorted(parts.numbers(Part.BYHOUR)),
            sorted(parts.numbers(Part.BYMINUTE)),
            sorted(parts.numbers(Part.BYSECOND)));
    this.unit =
        switch (parts.frequency()) {
          case YEARLY -> ChronoUnit.YEARS;
          case MONTHLY -> ChronoUnit.MONTHS;
          case WEEKLY -> ChronoUnit.WEEKS;
          default -> ChronoUnit.DAYS;
        };
    this.first =
        switch (parts.frequency()) {
          case YEARLY -> start.withDayOfYear(1);
          case MONTHLY -> start.withDayOfMonth(1);
          case WEEKLY -> start.with(TemporalAdjusters.previousOrSame(parts.weekStart()));
          default -> start;
        };
    this.farthest = unit.between(first, WallTimes.LAST.toLocalDate());
  }

  @Override
  public long indexAt(LocalDateTime time) {
    return Math.max(0, unit.between(first, time.toLocalDate()) / parts.interval());
  }

  @Override
  public LocalDateTime startOf(long index) {
    var distance = index * parts.interval();
    return distance > farthest ? LocalDateTime.MAX : first.plus(distance, unit).atStartOfDay();
  }

  @Override
  public Period get(long index, Effort effort) {
    var known = latest;
    if (known == null || known.index() != index) {
      known = new Known(index, look(index, effort));
      latest = known;
    }
    return known.period();
  }

  private Period look(long index, Effort effort) {
    var day = startOf(index).toLocalDate();
    var end = day.plus(1, unit);
    var allowed = new ArrayList<LocalDate>();
    while (day.isBefore(end)) {
      effort.spend();
      if (days.allow(day)) {
        allowed.add(day);
        day = day.plusDays(1);
      } else {
        day = days.nextCandidate(day);
      }
    }
    var next = Math.max(index + 1, indexAt(day.atStartOfDay()));
    return new Period(Periods.dates(allowed, times, parts, effort), next);
  }

  static int[] sorted(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
  }
}
