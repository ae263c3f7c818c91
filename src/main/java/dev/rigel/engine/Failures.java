package dev.rigel.engine;

import dev.rigel.contract.state.Reason;
import jakarta.batch.operations.BatchRuntimeException;
import java.sql.SQLException;
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
  /** How jbatch, on Payara, logs it: with the stack trace in the text, after one of these. */
  private static final Pattern JBATCH =
      Pattern.compile(
          "(?s)(?:Caught exception executing step: "
              + "|Caught throwable while starting step\\. .*?Caught exception/error: "
              + "|Caught throwable in main execution loop .*?, and stack trace: )(.*)");

  /** SQLSTATE: what the database's encoding does not have. */
  private static final String NO_SUCH_CHARACTER = "22021";

  /** Between the exceptions of a stack trace. */
  private static final String CAUSE = "\nCaused by: ";

  /** What follows an exception's text in a stack trace. */
  private static final Pattern FRAMES = Pattern.compile("\n\t(?:at |\\.\\.\\. \\d+ more)");

  /** Package of what jbatch wraps around a job's exception. */
  private static final String JBATCH_WRAPPERS = "com.ibm.jbatch.";

  private Failures() {}

  /**
   * The exception with its causes, without what the runtime wrapped around it.
   *
   * @param before what the job threw before, if anything
   */
  static Optional<String> in(LogRecord record, Optional<String> before) {
    if (record.getLevel().intValue() < Level.WARNING.intValue()) {
      return Optional.empty();
    }
    var thrown = record.getThrown();
    if (thrown != null) {
      return before.isPresent() && isOfItsText(thrown)
          ? before
          : Optional.of(Reason.of(unwrapped(thrown)));
    }
    return Optional.ofNullable(record.getMessage())
        .map(JBATCH::matcher)
        .filter(Matcher::lookingAt)
        .map(message -> reasonIn(message.group(1)));
  }

  /**
   * Whether the batch runtime could not record an exception because of the exception's own text:
   * PostgreSQL refuses a U+0000, which JBeret then logs as the end of the job.
   */
  private static boolean isOfItsText(Throwable thrown) {
    var cause = unwrapped(thrown);
    return cause instanceof SQLException sql && NO_SUCH_CHARACTER.equals(sql.getSQLState());
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

  /** What stands before the frames; where there is no text, all that is known is the place. */
  private static String head(String exception) {
    var parts = FRAMES.split(exception, 3);
    var text = parts[0].strip();
    var mute = text.isEmpty() || text.equals("null");
    return mute && parts.length > 1 ? "an exception without a text, at " + parts[1].strip() : text;
  }
}
