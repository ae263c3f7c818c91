package dev.rigel.server.schedule;

import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Schedules in English: what is said is what the dates do, and where it cannot be said shortly it
 * is said at length. Made from what the dates are made from, never from the text.
 */
public final class ScheduleWords {
  private static final Duration DAY = Duration.ofDays(1);

  /** All offsets from UTC are multiples of it, but for those of long ago. */
  private static final Duration FINEST_OFFSET = Duration.ofMinutes(15);

  /** So many single dates are listed, more are counted. */
  private static final int MOST_DATES = 5;

  private ScheduleWords() {}

  /**
   * A sentence without a full stop, such as {@code At 09:30, Monday to Friday}, by the clock of the
   * schedule's zone.
   *
   * @param schedule with its defaults filled in ({@link Schedules#settled})
   * @param now a rule that starts later says so
   * @throws InvalidScheduleException when it has no meaning
   */
  public static String of(Schedule schedule, OffsetDateTime now) {
    var zone = Zones.parse(schedule.timezone());
    if (schedule instanceof IntervalSchedule interval) {
      return interval(interval, zone);
    }
    if (schedule instanceof CronSchedule cron) {
      var parsed = CronParser.parse(cron.cron(), cron.dayOr());
      return DayWords.of(parsed.days()).at(TimeWords.of(parsed.times()));
    }
    var local = now.atZoneSameInstant(zone).toLocalDateTime();
    return recurrence(RecurrenceParser.parse(((RRuleSchedule) schedule).rrule()), local);
  }

  private static String interval(IntervalSchedule schedule, ZoneId zone) {
    var interval = schedule.interval();
    var anchor = Objects.requireNonNull(schedule.anchorDate()).atZoneSameInstant(zone);
    var local = anchor.toLocalDateTime();
    var every = "Every " + English.span(interval);
    if (interval.equals(DAY.multipliedBy(7))) {
      return "Every "
          + English.weekday(local.getDayOfWeek())
          + " at "
          + English.time(local.toLocalTime());
    }
    if (interval.getNano() == 0 && interval.getSeconds() % DAY.getSeconds() == 0) {
      var at = every + " at " + English.time(local.toLocalTime());
      return interval.equals(DAY) ? at : at + ", counted from " + English.date(local.toLocalDate());
    }
    return isOnTheClock(interval, local)
        ? every
        : every + ", counted from " + English.moment(local);
  }

  /** Whether it meets every full quarter of an hour, whatever the clock is set to. */
  private static boolean isOnTheClock(Duration interval, LocalDateTime anchor) {
    return interval.getNano() == 0
        && anchor.getNano() == 0
        && FINEST_OFFSET.getSeconds() % interval.getSeconds() == 0
        && anchor.toLocalTime().toSecondOfDay() % interval.getSeconds() == 0;
  }

  private static String recurrence(RecurrenceSet set, LocalDateTime now) {
    var pieces = new ArrayList<>(words(set.rules(), now));
    if (!set.dates().isEmpty()) {
      pieces.add("On " + single(set.dates()));
    }
    var text = new StringBuilder(pieces.get(0));
    pieces
        .subList(1, pieces.size())
        .forEach(piece -> text.append("; also ").append(English.inside(piece)));
    for (var excluded : words(set.exclusions(), now)) {
      text.append("; except ").append(English.inside(excluded));
    }
    if (!set.excludedDates().isEmpty()) {
      text.append("; except on ").append(single(set.excludedDates()));
    }
    return text.toString();
  }

  private static List<String> words(List<RecurrenceRule> rules, LocalDateTime now) {
    return rules.stream().map(rule -> RuleWords.of(rule.parts(), rule.start(), now)).toList();
  }

  private static String single(Collection<LocalDateTime> dates) {
    var all = List.copyOf(dates);
    return all.size() <= MOST_DATES
        ? English.list(all.stream().map(English::moment).toList())
        : "%s single dates from %s to %s"
            .formatted(
                English.number(all.size()),
                English.moment(all.get(0)),
                English.moment(all.get(all.size() - 1)));
  }
}
