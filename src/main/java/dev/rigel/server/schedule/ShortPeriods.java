package dev.rigel.server.schedule;

import dev.rigel.server.schedule.RuleParts.Part;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hours, minutes or seconds, every so many of them. Days, hours and minutes that the BY parts rule
 * out are passed over in one step each.
 */
final class ShortPeriods implements Periods {
  private final RuleParts parts;
  private final RuleDays days;
  private final int[] hours;
  private final int[] minutes;
  private final int[] seconds;
  private final long first;
  private final long step;

  ShortPeriods(RuleParts parts, LocalDateTime start) {
    this.parts = parts;
    this.days = new RuleDays(parts);
    this.hours = LongPeriods.sorted(parts.numbers(Part.BYHOUR));
    this.minutes = LongPeriods.sorted(parts.numbers(Part.BYMINUTE));
    this.seconds = LongPeriods.sorted(parts.numbers(Part.BYSECOND));
    var unit = parts.frequency().seconds;
    this.first = Math.floorDiv(start.toEpochSecond(ZoneOffset.UTC), unit) * unit;
    this.step = (long) unit * parts.interval();
  }

  @Override
  public long indexAt(LocalDateTime time) {
    return Math.max(0, Math.floorDiv(time.toEpochSecond(ZoneOffset.UTC) - first, step));
  }

  @Override
  public LocalDateTime startOf(long index) {
    var second = first + index * step;
    return second > WallTimes.LAST.toEpochSecond(ZoneOffset.UTC)
        ? LocalDateTime.MAX
        : LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
  }

  @Override
  public Period get(long index, Effort effort) {
    effort.spend();
    var time = startOf(index);
    var retry = nextAllowed(time);
    return retry == null
        ? new Period(
            Periods.dates(List.of(time.toLocalDate()), timesIn(time), parts, effort), index + 1)
        : new Period(List.of(), indexNotBefore(retry));
  }

  /** The next time that is worth a try; none when all parts allow the period. */
  private @Nullable LocalDateTime nextAllowed(LocalDateTime time) {
    LocalDate day = time.toLocalDate();
    if (!days.allow(day)) {
      return days.nextCandidate(day).atStartOfDay();
    }
    if (!allows(hours, time.getHour())) {
      return time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
    }
    if (parts.frequency() != Frequency.HOURLY && !allows(minutes, time.getMinute())) {
      return time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    }
    if (parts.frequency() == Frequency.SECONDLY && !allows(seconds, time.getSecond())) {
      return time.plusSeconds(1);
    }
    return null;
  }

  private TimesOfDay timesIn(LocalDateTime period) {
    int[] hour = {period.getHour()};
    int[] minute = {period.getMinute()};
    int[] second = {period.getSecond()};
    return switch (parts.frequency()) {
      case HOURLY -> new TimesOfDay(hour, minutes, seconds);
      case MINUTELY -> new TimesOfDay(hour, minute, seconds);
      default -> new TimesOfDay(hour, minute, second);
    };
  }

  private long indexNotBefore(LocalDateTime time) {
    return -Math.floorDiv(-(time.toEpochSecond(ZoneOffset.UTC) - first), step);
  }

  private static boolean allows(int[] numbers, int number) {
    return numbers.length == 0 || Arrays.binarySearch(numbers, number) >= 0;
  }
}
