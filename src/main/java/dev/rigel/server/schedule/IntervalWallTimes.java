package dev.rigel.server.schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A wall time every so often, for intervals from 24 hours on, each computed from the anchor: the
 * local time never drifts.
 */
record IntervalWallTimes(Duration interval, LocalDateTime anchor) implements WallTimes {

  @Override
  public @Nullable LocalDateTime first(LocalDateTime from, LocalDateTime to, Effort effort) {
    var step = interval.toSeconds() * 1_000_000 + interval.toNanosPart() / 1_000;
    var distance = ChronoUnit.MICROS.between(anchor, from);
    if (anchor.plus(distance, ChronoUnit.MICROS).isBefore(from)) {
      distance++;
    }
    var steps = -Math.floorDiv(-distance, step);
    var wall = anchor.plus(steps * step, ChronoUnit.MICROS);
    return wall.isAfter(to) ? null : wall;
  }
}
