package dev.rigel.server.schedule;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The wall times of a cron expression: its days, at its times of day. */
record CronWallTimes(CronDays days, TimesOfDay times) implements WallTimes {

  @Override
  public @Nullable LocalDateTime first(LocalDateTime from, LocalDateTime to, Effort effort) {
    var start = WallTimes.roundUp(from);
    var day = days.first(start.toLocalDate(), effort);
    if (day == null) {
      return null;
    }
    var time =
        day.equals(start.toLocalDate()) ? times.atOrAfter(start.toLocalTime()) : times.first();
    if (time == null) {
      day = days.first(day.plusDays(1), effort);
      time = times.first();
    }
    if (day == null) {
      return null;
    }
    var wall = day.atTime(time);
    return wall.isAfter(to) ? null : wall;
  }
}
