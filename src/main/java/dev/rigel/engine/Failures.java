package dev.rigel.engine;

import dev.rigel.contract.state.Reason;
import jakarta.batch.operations.BatchRuntimeException;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;

/**
 * Finds in a log record what a job threw. Batch runtimes log the exception that ends a step, and
 * the standard has no other way to get at it from outside.
 */
final class Failures {
  /** How jbatch, on Payara, logs it: with the stack trace in the text. */
  private static final String JBATCH = "Caught exception executing step: ";

  /** Between the exceptions of a stack trace. */
  private static final String CAUSE = "\nCaused by: ";

  /** Package of what jbatch wraps around a job's exception. */
  private static final String JBATCH_WRAPPERS = "com.ibm.jbatch.";

  private Failures() {}

  /** The exception with its causes, without what the runtime wrapped around it. */
  static Optional<String> in(LogRecord record) {
    if (record.getLevel().intValue() < Level.WARNING.intValue()) {
      return Optional.empty();
    }
    if (record.getThrown() != null) {
      return Optional.of(Reason.of(unwrapped(record.getThrown())));
    }
    return Optional.ofNullable(record.getMessage())
        .filter(message -> message.startsWith(JBATCH))
        .map(message -> reasonIn(message.substring(JBATCH.length())));
  }

  private static Throwable unwrapped(Throwable thrown) {
    return thrown instanceof BatchRuntimeException && thrown.getCause() != null
        ? unwrapped(thrown.getCause())
        : thrown;
  }

  /** As {@link Reason} would say it, from a stack trace. */
  private static String reasonIn(String stackTrace) {
    var exceptions = Arrays.stream(stackTrace.split(CAUSE)).map(Failures::head).toList();
    var ofTheJob = exceptions.stream().filter(text -> !text.startsWith(JBATCH_WRAPPERS)).toList();
    return (ofTheJob.isEmpty() ? exceptions : ofTheJob)
        .stream().collect(Collectors.joining("; caused by: "));
  }

  /** What stands before the frames. */
  private static String head(String exception) {
    var frames = exception.indexOf("\n\tat ");
    return (frames < 0 ? exception : exception.substring(0, frames)).strip();
  }
}
