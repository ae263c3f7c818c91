package dev.rigel.server.schedule;

import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;

/** From what was written to what it means. */
public final class Schedules {
  private static final Duration DAY = Duration.ofHours(24);

  /** No second date could follow before the year 10000. */
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(3_652_059);

  /** What a pass can plant until the next one; cron and rules know whole seconds only. */
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

  private Schedules() {}

  /**
   * The dates of a schedule. Costs microseconds for what people write, some milliseconds at most.
   *
   * @param schedule with its defaults filled in ({@link #settled})
   * @throws InvalidScheduleException when it has no meaning, or no date can ever meet it
   */
  public static Dates dates(Schedule schedule) {
    var zone = Zones.parse(schedule.timezone());
    if (schedule instanceof IntervalSchedule interval) {
      return interval(interval, zone);
    }
    if (schedule instanceof CronSchedule cron) {
      return new ZonedDates(
          CronParser.parse(cron.cron(), cron.dayOr()), zone, ZonedDates.Twice.LATER);
    }
    var rule = (RRuleSchedule) schedule;
    return new ZonedDates(RecurrenceParser.parse(rule.rrule()), zone, ZonedDates.Twice.EARLIER);
  }

  /**
   * A time zone by its IANA name.
   *
   * @throws InvalidScheduleException when there is no such zone
   */
  public static ZoneId zone(String name) {
    return Zones.parse(name);
  }

  /**
   * The schedule as it is stored: checked, and with its defaults filled in. An interval without an
   * anchor is anchored now, and the zones of intervals and rules become UTC where none is given.
   *
   * @throws InvalidScheduleException when it has no meaning, or no date can ever meet it
   */
  public static Schedule settled(Schedule schedule, OffsetDateTime now) {
    var settled = withDefaults(schedule, now);
    dates(settled);
    return settled;
  }

  private static Schedule withDefaults(Schedule schedule, OffsetDateTime now) {
    if (schedule instanceof IntervalSchedule interval) {
      var anchor = interval.anchorDate() == null ? now : interval.anchorDate();
      return new IntervalSchedule(interval.interval(), anchor, Zones.orUtc(interval.timezone()));
    }
    if (schedule instanceof RRuleSchedule rule) {
      return new RRuleSchedule(rule.rrule(), Zones.orUtc(rule.timezone()));
    }
    return schedule;
  }

  private static Dates interval(IntervalSchedule schedule, ZoneId zone) {
    var interval = schedule.interval();
    if (interval.compareTo(Duration.ofNanos(1_000)) < 0) {
      throw new InvalidScheduleException("The interval must be positive");
    }
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new InvalidScheduleException("The interval must be at least 0.1 seconds");
    }
    if (interval.compareTo(LONGEST_INTERVAL) > 0) {
      throw new InvalidScheduleException("The interval must be at most 10000 years");
    }
    var anchor = Objects.requireNonNull(schedule.anchorDate());
    if (anchor.getYear() < 1 || anchor.getYear() > 9999) {
      throw new InvalidScheduleException("The anchor date must lie in the years 1 to 9999");
    }
    if (interval.compareTo(DAY) < 0) {
      return new ElapsedInterval(interval, anchor, zone);
    }
    var local = anchor.atZoneSameInstant(zone).toLocalDateTime();
    return new ZonedDates(new IntervalWallTimes(interval, local), zone, ZonedDates.Twice.LATER);
  }
}
