package dev.rigel.engine;

import dev.rigel.contract.state.Reason;
import jakarta.batch.operations.BatchRuntimeException;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds in a log record what a job threw. Batch runtimes log the exception that ends a step, and
 * the standard has no other way to get at it from outside.
 */
final class Failures {
  /** How jbatch, on Payara, logs it: with the stack trace in the text, behind one of these. */
  private static final Pattern JBATCH =
      Pattern.compile(
          "(?s)(?:Caught exception executing step: "
              + "|Caught throwable while starting step\\. .*?Caught exception/error: "
              + "|Caught throwable in main execution loop .*?, and stack trace: )(.*)");

  /** Between the exceptions of a stack trace. */
  private static final String CAUSE = "\nCaused by: ";

  /** What follows an exception's text in a stack trace. */
  private static final Pattern FRAMES = Pattern.compile("\n\t(?:at |\\.\\.\\. \\d+ more)");

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
        .map(JBATCH::matcher)
        .filter(Matcher::lookingAt)
        .map(message -> reasonIn(message.group(1)));
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
    return FRAMES.split(exception, 2)[0].strip();
  }
}
