package dev.rigel.server.schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * What becomes of dates where the clocks of a zone change.
 *
 * @param wall the first time that is concerned
 * @param several whether others are too
 */
record ClockChange(
    ZoneOffsetTransition transition, LocalDateTime wall, boolean several, Outcome outcome) {
  /** What a date at such a time is. */
  enum Outcome {
    /** It does not exist, and is later by the gap. */
    MOVED,
    /** It comes twice, and is the first one. */
    EARLIER,
    /** It comes twice, and is the second one. */
    LATER
  }

  /** The date, as an instant at its offset. */
  OffsetDateTime date() {
    return switch (outcome) {
      case MOVED, EARLIER -> wall.atOffset(transition.getOffsetBefore());
      case LATER -> wall.atOffset(transition.getOffsetAfter());
    };
  }

  /** {@code 29 March 2026 01:30 does not exist in London: runs at 02:30}. */
  String text(ZoneId zone) {
    var place = zone.getId().substring(zone.getId().lastIndexOf('/') + 1).replace('_', ' ');
    var day = English.date(wall.toLocalDate());
    if (several) {
      return "%s %s to %s %s in %s: %s"
          .formatted(day, from(), to(), verb("do not exist", "come twice"), place, severalRun());
    }
    return "%s %s %s in %s: %s"
        .formatted(
            day,
            English.time(wall.toLocalTime()),
            verb("does not exist", "comes twice"),
            place,
            oneRuns());
  }

  private String verb(String gap, String overlap) {
    return outcome == Outcome.MOVED ? gap : overlap;
  }

  private String from() {
    var early = transition.isGap() ? transition.getDateTimeBefore() : transition.getDateTimeAfter();
    return English.time(early.toLocalTime());
  }

  private String to() {
    var late = transition.isGap() ? transition.getDateTimeAfter() : transition.getDateTimeBefore();
    return English.time(late.toLocalTime());
  }

  private Duration length() {
    return transition.getDuration().abs();
  }

  private String oneRuns() {
    return switch (outcome) {
      case MOVED -> "runs at " + English.time(wall.plus(length()).toLocalTime());
      case EARLIER -> "runs once, the first time";
      case LATER -> "runs once, the second time";
    };
  }

  private String severalRun() {
    return switch (outcome) {
      case MOVED -> "dates in between are later by " + English.length(length());
      case EARLIER -> "dates in between run once, the first time";
      case LATER -> "dates in between run once, the second time";
    };
  }
}
