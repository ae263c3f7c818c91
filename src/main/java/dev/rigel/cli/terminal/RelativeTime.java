package dev.rigel.cli.terminal;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A time as seen from now, in words: {@code 2 minutes ago}, {@code in 3 hours}. */
public final class RelativeTime {
  private RelativeTime() {}

  public static String of(OffsetDateTime time, OffsetDateTime now) {
    var future = time.isAfter(now);
    var words = future ? distance(now, time) : distance(time, now);
    return future ? "in " + words : words + " ago";
  }

  private static String distance(OffsetDateTime from, OffsetDateTime to) {
    var rest = from.withOffsetSameInstant(ZoneOffset.UTC);
    var end = to.withOffsetSameInstant(ZoneOffset.UTC);
    var years = rest.until(end, ChronoUnit.YEARS);
    rest = rest.plusYears(years);
    var months = rest.until(end, ChronoUnit.MONTHS);
    rest = rest.plusMonths(months);
    var days = rest.until(end, ChronoUnit.DAYS);
    return years > 0 || months > 0
        ? yearsOrMonths(years, months, days)
        : shorter(days, ChronoUnit.SECONDS.between(rest.plusDays(days), end));
  }

  private static String yearsOrMonths(long years, long months, long days) {
    if (years > 0) {
      return count(years + (months > 6 ? 1 : 0), "year");
    }
    if (months == 11 && days > 15) {
      return count(1, "year");
    }
    return count(months + (days >= 27 ? 1 : 0), "month");
  }

  private static String shorter(long days, long seconds) {
    var hours = seconds / 3600;
    if (days >= 7) {
      return count(days / 7 + (days % 7 > 3 ? 1 : 0), "week");
    }
    if (days > 0) {
      return count(days + (hours >= 22 ? 1 : 0), "day");
    }
    if (hours > 0) {
      return count(hours, "hour");
    }
    if (seconds >= 60) {
      return count(seconds / 60, "minute");
    }
    return seconds > 10 ? count(seconds, "second") : "a few seconds";
  }

  private static String count(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
