package dev.rigel.server.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * A date every so much elapsed time, for intervals below 24 hours. Where the clock is set back, a
 * date whose wall time has just been a date is left out, as the reference does: an hourly schedule
 * has one 01:00.
 */
final class ElapsedInterval extends Dates {
  private final long step;
  private final long anchor;
  private final ZoneRules rules;

  ElapsedInterval(Duration interval, OffsetDateTime anchor, ZoneId zone) {
    this.step = micros(interval);
    this.anchor = micros(anchor.toInstant());
    this.rules = zone.getRules();
  }

  @Override
  @Nullable OffsetDateTime next(OffsetDateTime start, Effort effort) {
    if (start.getYear() > WallTimes.LAST.getYear()) {
      return null;
    }
    var first = WallTimes.FIRST.toInstant(ZoneOffset.UTC);
    var from = start.toInstant().isBefore(first) ? first : start.toInstant();
    var date = skipRepeated(onGrid(from));
    return date.isAfter(WallTimes.LAST.toInstant(ZoneOffset.UTC))
        ? null
        : date.atOffset(ZoneOffset.UTC);
  }

  @Override
  @Nullable ClockChange at(ZoneOffsetTransition transition, Effort effort) {
    if (transition.isGap()) {
      return null;
    }
    var overlap = transition.getDuration().negated();
    var first = onGrid(transition.getInstant().minus(overlap));
    if (micros(overlap) % step != 0 || !first.isBefore(transition.getInstant())) {
      return null;
    }
    var wall = LocalDateTime.ofInstant(first, transition.getOffsetBefore());
    var several = micros(overlap) > step;
    return new ClockChange(transition, wall, several, ClockChange.Outcome.EARLIER);
  }

  /** The dates of the second pass have all been there iff the interval divides the overlap. */
  private Instant skipRepeated(Instant date) {
    var change = rules.previousTransition(date.plusNanos(1));
    if (change == null || change.isGap()) {
      return date;
    }
    var overlap = change.getDuration().negated();
    var end = change.getInstant().plus(overlap);
    return date.isBefore(end) && micros(overlap) % step == 0 ? onGrid(end) : date;
  }

  private Instant onGrid(Instant from) {
    var steps = -Math.floorDiv(-(roundedUp(from) - anchor), step);
    return Instant.EPOCH.plus(anchor + steps * step, ChronoUnit.MICROS);
  }

  private static long roundedUp(Instant time) {
    return micros(time.plusNanos(999));
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  private static long micros(Duration duration) {
    return duration.toSeconds() * 1_000_000 + duration.toNanosPart() / 1_000;
  }
}
