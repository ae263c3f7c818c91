package dev.rigel.server.schedule;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Every combination of some hours, minutes and seconds; each list ascending and not empty. */
record TimesOfDay(int[] hours, int[] minutes, int[] seconds) {

  int size() {
    return hours.length * minutes.length * seconds.length;
  }

  LocalTime get(int index) {
    var hour = hours[index / seconds.length / minutes.length];
    return LocalTime.of(
        hour, minutes[index / seconds.length % minutes.length], seconds[index % seconds.length]);
  }

  LocalTime first() {
    return get(0);
  }

  /** The first one that is not before a time of day, if the day has one left. */
  @Nullable LocalTime atOrAfter(LocalTime from) {
    var low = 0;
    var high = size();
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (get(middle).isBefore(from)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == size() ? null : get(low);
  }
}
