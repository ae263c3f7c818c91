package dev.rigel.server.database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database answers, as those who use it find. One line of log says that it does not,
 * and one that it does again, however many requests fail in between. Between two attempts to
 * connect that fail there is a second: nobody waits for what has just been tried, and a database
 * that starts is not stormed.
 */
final class Reachability {
  /** It is over when it answers and nothing has failed for so long. */
  static final Duration CALM = Duration.ofSeconds(5);

  /** After an attempt to connect that failed, the next one follows so much later. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger LOG = System.getLogger(Reachability.class.getName());

  private final LongSupplier nanos;
  private boolean down;
  private long since;
  private volatile long lastFailure;
  private volatile @Nullable SQLException refusal;
  private volatile long refusedAt;
  private volatile boolean any;

  /** With a clock that counts nanoseconds, as {@link System#nanoTime} does. */
  Reachability(LongSupplier nanos) {
    this.nanos = nanos;
  }

  long now() {
    return nanos.getAsLong();
  }

  /** Something failed in a way that is an outage. */
  synchronized void failed(SQLException why) {
    var now = nanos.getAsLong();
    if (!down) {
      down = true;
      since = now;
      LOG.log(
          Level.WARNING,
          "the database does not answer; requests get 503 until it does: [{0}] {1}",
          why.getSQLState(),
          why.getMessage());
    }
    lastFailure = now;
    any = true;
  }

  /** No connection could be opened. */
  void refused(SQLException why) {
    refusedAt = nanos.getAsLong();
    refusal = why;
    failed(why);
  }

  /** The database was asked and answered. */
  void answered() {
    refusal = null;
    if (any) {
      perhapsOver();
    }
  }

  private synchronized void perhapsOver() {
    var now = nanos.getAsLong();
    if (down && now - lastFailure >= CALM.toNanos()) {
      down = false;
      any = false;
      var lasted = Duration.ofNanos(lastFailure - since).toSeconds();
      LOG.log(
          Level.INFO,
          "the database answers again; the last failure was {0} s after the first",
          lasted);
    }
  }

  /** Fails with what the last attempt failed with, if that was less than a second ago. */
  void checkWorthATry() throws SQLException {
    var last = refusal;
    if (last != null && nanos.getAsLong() - refusedAt < PAUSE.toNanos()) {
      throw new SQLException(
          "not tried again within a second: " + last.getMessage(), last.getSQLState(), last);
    }
  }

  /** Whether there was a failure after a moment. */
  boolean failedAfter(long moment) {
    return any && lastFailure - moment > 0;
  }
}
