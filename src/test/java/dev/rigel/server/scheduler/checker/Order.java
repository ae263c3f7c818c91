package dev.rigel.server.scheduler.checker;

import java.time.OffsetDateTime;

/**
 * What a server is told to do, a line of JSON on its standard input.
 *
 * @param deployment its name
 * @param schedule as on the wire; for {@code APPLY} and {@code CHANGE}
 * @param from for {@code BACKFILL}
 * @param to for {@code BACKFILL}
 */
record Order(
    int number,
    Kind kind,
    String deployment,
    String schedule,
    OffsetDateTime from,
    OffsetDateTime to) {

  /** Kinds of orders. */
  enum Kind {
    /** Makes the deployment or overwrites it. */
    APPLY,
    /** Changes its schedule. */
    CHANGE,
    /** Changes something else. */
    TOUCH,
    /** Switches the schedule off. */
    PAUSE,
    /** Switches the schedule on. */
    RESUME,
    /** Deletes it. */
    DELETE,
    /** Plants dates that are past or far ahead. */
    BACKFILL
  }
}
