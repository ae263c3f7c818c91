package dev.rigel.server.schedule;

import static dev.rigel.server.schedule.WallTimes.earlier;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Wall clock times as instants of a zone. A time that the zone skips moves forward by the gap, for
 * that date only; a time that comes twice is one date, the earlier or the later as told.
 */
final class ZonedDates extends Dates {
  enum Twice {
    EARLIER,
    LATER
  }

  private final WallTimes times;
  private final ZoneRules rules;
  private final Twice twice;

  ZonedDates(WallTimes times, ZoneId zone, Twice twice) {
    this.times = times;
    this.rules = zone.getRules();
    this.twice = twice;
  }

  @Override
  @Nullable OffsetDateTime next(OffsetDateTime start, Effort effort) {
    if (start.getYear() > WallTimes.LAST.getYear()) {
      return null;
    }
    var from = start.getYear() < 1 ? WallTimes.FIRST.toInstant(ZoneOffset.UTC) : start.toInstant();
    var wall = LocalDateTime.ofInstant(from, rules.getOffset(from));
    var date = earlier(movedOutOfGap(from, wall, effort), inOrder(firstWall(from, wall), effort));
    return date == null ? null : date.atOffset(ZoneOffset.UTC);
  }

  @Override
  @Nullable ClockChange at(ZoneOffsetTransition transition, Effort effort) {
    var before = transition.getDateTimeBefore();
    var after = transition.getDateTimeAfter();
    var from = transition.isGap() ? before : after;
    var to = (transition.isGap() ? after : before).minusNanos(1);
    var wall = times.first(from, to, effort);
    if (wall == null) {
      return null;
    }
    var several = times.first(wall.plusNanos(1), to, effort) != null;
    var once = twice == Twice.EARLIER ? ClockChange.Outcome.EARLIER : ClockChange.Outcome.LATER;
    var outcome = transition.isGap() ? ClockChange.Outcome.MOVED : once;
    return new ClockChange(transition, wall, several, outcome);
  }

  /** The first wall time whose instant can be {@code from} or later, gaps aside. */
  private LocalDateTime firstWall(Instant from, LocalDateTime wall) {
    var overlap = rules.getTransition(wall);
    if (overlap == null) {
      return wall;
    }
    var secondPass = overlap.getOffsetAfter().equals(rules.getOffset(from));
    if (twice == Twice.LATER) {
      return secondPass ? wall : overlap.getDateTimeAfter();
    }
    return secondPass ? overlap.getDateTimeBefore() : wall;
  }

  /**
   * Just after a gap the wall times that it swallowed still come, moved, between those that follow.
   */
  private @Nullable Instant movedOutOfGap(Instant from, LocalDateTime wall, Effort effort) {
    var gap = rules.previousTransition(from.plusNanos(1));
    if (gap == null || !gap.isGap() || !from.isBefore(gap.getInstant().plus(gap.getDuration()))) {
      return null;
    }
    var skipped = times.first(wall.minus(gap.getDuration()), endOf(gap), effort);
    return skipped == null ? null : skipped.toInstant(gap.getOffsetBefore());
  }

  private @Nullable Instant inOrder(LocalDateTime from, Effort effort) {
    var wall = times.first(from, WallTimes.LAST, effort);
    if (wall == null) {
      return null;
    }
    var change = rules.getTransition(wall);
    if (change == null) {
      return wall.toInstant(rules.getOffset(wall));
    }
    if (change.isOverlap()) {
      return wall.toInstant(
          twice == Twice.EARLIER ? change.getOffsetBefore() : change.getOffsetAfter());
    }
    // moved by the gap, it may land after a time that the zone knows
    var moved = wall.toInstant(change.getOffsetBefore());
    var known = times.first(change.getDateTimeAfter(), wall.plus(change.getDuration()), effort);
    return known == null ? moved : earlier(moved, known.toInstant(change.getOffsetAfter()));
  }

  private static LocalDateTime endOf(ZoneOffsetTransition gap) {
    return gap.getDateTimeAfter().minusNanos(1);
  }
}
