package dev.rigel.server.schedule;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A set of wall clock times, before any zone has its say. */
interface WallTimes {
  LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);
  LocalDateTime LAST = LocalDateTime.of(9999, 12, 31, 23, 59, 59);

  /** The first member from {@code from} to {@code to}, both inclusive, if there is one. */
  @Nullable LocalDateTime first(LocalDateTime from, LocalDateTime to, Effort effort);

  /** The same or the next whole second. */
  static LocalDateTime roundUp(LocalDateTime time) {
    var whole = time.truncatedTo(ChronoUnit.SECONDS);
    return whole.equals(time) ? time : whole.plusSeconds(1);
  }

  /** The earlier one, where null means never. */
  static <T extends Comparable<? super T>> @Nullable T earlier(@Nullable T a, @Nullable T b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) <= 0 ? a : b;
  }
}
