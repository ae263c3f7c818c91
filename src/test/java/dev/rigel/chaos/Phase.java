package dev.rigel.chaos;

import java.util.Locale;

/** Where in its life a run is when harm is done. */
enum Phase {
  /** Taken ahead of its time: its process waits. */
  AHEAD,
  /** Its process has begun and not said so. */
  STARTING,
  /** Under way, with a slot of a limit on tags. */
  RUNNING,
  /** Its report that it has COMPLETED is on the way. */
  ENDING,
  /** It was cancelled, its process was asked to end and takes its time. */
  CANCELLING,
  /** A batch job in a JVM of its own, under way. */
  JOB;

  /** Whether the run is RUNNING, and nobody else may run it. */
  boolean hasBegun() {
    return this != AHEAD && this != STARTING;
  }

  /** As files and messages name it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
