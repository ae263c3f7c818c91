package dev.rigel.engine;

import jakarta.batch.runtime.BatchStatus;
import java.util.Optional;

/** The exit status of a job or step, where it says more than the batch status beside it. */
final class ExitStatus {
  private ExitStatus() {}

  /** Empty for none, a blank one, and the one that the batch runtime sets by itself. */
  static Optional<String> of(String exit, BatchStatus batch) {
    return Optional.ofNullable(exit)
        .map(String::strip)
        .filter(text -> !text.isEmpty() && !text.equals(batch.name()));
  }
}
