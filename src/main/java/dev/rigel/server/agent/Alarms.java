package dev.rigel.server.agent;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/** Wakes that are to come at a time. */
final class Alarms {
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(alarm -> alarm.at() - START));

  private final Set<Alarm> known = new HashSet<>();

  /** Times of {@link System#nanoTime} can only be compared by their distance. */
  private static final long START = System.nanoTime();

  private record Alarm(long at, Wake wake) {}

  /** At a time of {@link System#nanoTime}. */
  synchronized void set(long at, Wake wake) {
    var alarm = new Alarm(at, wake);
    if (known.add(alarm)) {
      alarms.add(alarm);
    }
  }

  /** A second if there is none. */
  synchronized long nanosToNext() {
    return alarms.isEmpty() ? 1_000_000_000L : alarms.peek().at() - System.nanoTime();
  }

  /** Those whose time has come; they are gone then. */
  synchronized Set<Wake> due() {
    var due = new HashSet<Wake>();
    var now = System.nanoTime();
    while (!alarms.isEmpty() && alarms.peek().at() - now <= 0) {
      var alarm = alarms.remove();
      known.remove(alarm);
      due.add(alarm.wake());
    }
    return due;
  }
}
