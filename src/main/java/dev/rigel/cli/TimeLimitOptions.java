package dev.rigel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long runs of a work queue may be pending, and running. */
final class TimeLimitOptions {
  @Option(
      names = "--pending-timeout-seconds",
      paramLabel = "INT",
      converter = TimeLimit.class,
      description = "A run that is pending for longer goes back to the queue.")
  @Nullable Integer pending;

  @Option(
      names = "--running-timeout-seconds",
      paramLabel = "INT",
      converter = TimeLimit.class,
      description = "A run that is running for longer is CRASHED.")
  @Nullable Integer running;
}
