package dev.rigel.engine;

import jakarta.batch.operations.BatchRuntimeException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Finds in a log record what a job threw. Batch runtimes log the exception that ends a step, and
 * the standard has no other way to get at it from outside.
 */
final class Failures {
  /** How jbatch, on Payara, logs it: with the stack trace in the text. */
  private static final String JBATCH = "Caught exception executing step: ";

  private static final String CAUSE = "Caused by: ";

  private Failures() {}

  /** The exception in one line, without what the runtime wrapped around it. */
  static Optional<String> in(LogRecord record) {
    if (record.getLevel().intValue() < Level.WARNING.intValue()) {
      return Optional.empty();
    }
    if (record.getThrown() != null) {
      return Optional.of(unwrapped(record.getThrown()).toString());
    }
    return Optional.ofNullable(record.getMessage())
        .filter(message -> message.startsWith(JBATCH))
        .map(message -> rootOf(message.substring(JBATCH.length())));
  }

  private static Throwable unwrapped(Throwable thrown) {
    return thrown instanceof BatchRuntimeException && thrown.getCause() != null
        ? unwrapped(thrown.getCause())
        : thrown;
  }

  private static String rootOf(String stackTrace) {
    var cause = stackTrace.lastIndexOf(CAUSE);
    var root = cause < 0 ? stackTrace : stackTrace.substring(cause + CAUSE.length());
    return root.lines().findFirst().orElse("").strip();
  }
}
