package dev.rigel.contract.log;

import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.IntStream;

/** The levels of log records: Python's numbers, and what Python calls them. */
public final class LogLevel {
  /** Of ordinary records. */
  public static final int INFO = 20;

  /** Of what may be wrong. */
  public static final int WARNING = 30;

  private static final int DEBUG = 10;
  private static final int ERROR = 40;
  private static final int CRITICAL = 50;

  /** Java has levels below that of debugging; Python leaves them without a name. */
  private static final int FINER = 5;

  private LogLevel() {}

  /** SEVERE 40, WARNING 30, INFO 20, CONFIG and FINE 10, below 5. */
  public static int of(Level level) {
    var value = level.intValue();
    if (value >= Level.INFO.intValue()) {
      return value >= Level.SEVERE.intValue()
          ? ERROR
          : value >= Level.WARNING.intValue() ? WARNING : INFO;
    }
    return value >= Level.FINE.intValue() ? DEBUG : FINER;
  }

  /** {@code INFO}; {@code Level 25} for a number that Python has no name for. */
  public static String name(int level) {
    return switch (level) {
      case DEBUG -> "DEBUG";
      case INFO -> "INFO";
      case WARNING -> "WARNING";
      case ERROR -> "ERROR";
      case CRITICAL -> "CRITICAL";
      default -> "Level " + level;
    };
  }

  /** The number of a level that somebody wrote, as a number or as Python calls it in any case. */
  public static Optional<Integer> parse(String text) {
    var word = text.trim().toUpperCase(Locale.ROOT);
    if (word.matches("\\d{1,9}")) {
      return Optional.of(Integer.valueOf(word));
    }
    return IntStream.of(DEBUG, INFO, WARNING, ERROR, CRITICAL)
        .boxed()
        .filter(level -> name(level).equals(word))
        .findFirst();
  }
}
