package dev.rigel.server.workqueue;

import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Piece;
import dev.rigel.server.flowrun.FlowRun;
import java.util.List;
import java.util.Objects;

/** An order in which runs {@code r} are handed out. */
enum ReadyOrder {
  /** Whatever their priority: an index has this order. */
  SOONEST(Piece.of("r.next_scheduled_start_time, r.id")) {
    @Override
    Condition beyond(FlowRun last) {
      var due = Objects.requireNonNull(last.nextScheduledStartTime());
      return Condition.of(
          "(r.next_scheduled_start_time > ? or r.next_scheduled_start_time = ? and r.id > ?)",
          due,
          due,
          last.id());
    }
  },

  /** Of those that are due. */
  MOST_IMPORTANT(Piece.of("r.priority desc, r.next_scheduled_start_time, r.id")) {
    @Override
    Condition beyond(FlowRun last) {
      return Condition.any(
          List.of(
              Condition.of("r.priority < ?", last.priority()),
              Condition.of("r.priority = ?", last.priority()).and(SOONEST.beyond(last))));
    }
  },

  /** Of those that are not: of two for the same time the more important. */
  SOONEST_MOST_IMPORTANT(Piece.of("r.next_scheduled_start_time, r.priority desc, r.id")) {
    @Override
    Condition beyond(FlowRun last) {
      var due = Objects.requireNonNull(last.nextScheduledStartTime());
      return Condition.of(
          """
          (r.next_scheduled_start_time > ?
           or r.next_scheduled_start_time = ? and (r.priority < ? or r.priority = ? and r.id > ?))
          """,
          due,
          due,
          last.priority(),
          last.priority(),
          last.id());
    }
  };

  private final Piece columns;

  ReadyOrder(Piece columns) {
    this.columns = columns;
  }

  Piece columns() {
    return columns;
  }

  /** A run comes after this one. */
  abstract Condition beyond(FlowRun last);
}
