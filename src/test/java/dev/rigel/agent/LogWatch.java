package dev.rigel.agent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the agent logs. */
final class LogWatch extends Handler implements AutoCloseable {
  private static final Formatter FORMATTER = new SimpleFormatter();

  private final Logger logger = Logger.getLogger("rigel");
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
  private volatile String awaited;
  private volatile Runnable reaction;

  LogWatch() {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  List<String> messages() {
    return List.copyOf(messages);
  }

  /** Those of level ERROR. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** What is shown with its stack trace. */
  List<Throwable> thrown() {
    return List.copyOf(thrown);
  }

  /** Does something as soon as a message begins so. */
  void whenSaid(String beginning, Runnable reaction) {
    awaited = beginning;
    this.reaction = reaction;
  }

  @Override
  public void publish(LogRecord record) {
    var message = FORMATTER.formatMessage(record);
    messages.add(message);
    if (record.getThrown() != null) {
      thrown.add(record.getThrown());
    }
    if (record.getLevel() == Level.SEVERE) {
      errors.add(message);
    }
    if (awaited != null && message.startsWith(awaited)) {
      reaction.run();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
