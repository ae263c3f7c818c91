package dev.rigel.server.operation;

import java.util.List;
import java.util.UUID;

/** A part of an operation failed, and nothing of it was done. */
final class NotDone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final UUID operation;
  private final List<UUID> runs;

  NotDone(UUID operation, List<UUID> runs, RuntimeException cause) {
    super(
        "operation %s failed for %d runs from %s on".formatted(operation, runs.size(), runs.get(0)),
        cause);
    this.operation = operation;
    this.runs = List.copyOf(runs);
  }

  UUID operation() {
    return operation;
  }

  UUID firstRun() {
    return runs.get(0);
  }
}
