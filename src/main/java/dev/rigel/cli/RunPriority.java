package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.contract.flowrun.Priority;
import org.jspecify.annotations.Nullable;

/** The priority of a run, as somebody typed it. */
final class RunPriority {
  private RunPriority() {}

  /** Fails for one out of range; none is fine. */
  static void demand(@Nullable Integer priority) {
    if (priority != null && (priority < Priority.LOWEST || priority > Priority.HIGHEST)) {
      throw new Failure(
          "A priority lies between %d and %d, but %d was given."
              .formatted(Priority.LOWEST, Priority.HIGHEST, priority));
    }
  }
}
