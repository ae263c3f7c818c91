package dev.rigel.server.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/**
 * The database's time, carried on by this machine's monotonic clock between two readings. So all
 * servers beside one database agree on lateness, and a jump of a host's clock does no harm. Whole
 * microseconds, as the database keeps them.
 */
final class DatabaseClock extends Clock {
  private volatile Reading reading = new Reading(Instant.now(), System.nanoTime());

  private record Reading(Instant time, long nanos) {}

  /** Takes a new reading; half of the round trip is taken off. Call it outside of transactions. */
  public void synchronise(DataSource source) throws SQLException {
    reading = Reads.of(source, "select current_timestamp", DatabaseClock::read);
  }

  private static Reading read(PreparedStatement statement) throws SQLException {
    var before = System.nanoTime();
    try (var row = statement.executeQuery()) {
      row.next();
      var time = row.getObject(1, OffsetDateTime.class).toInstant();
      return new Reading(time, before + (System.nanoTime() - before) / 2);
    }
  }

  @Override
  public Instant instant() {
    var last = reading;
    return last.time()
        .plus(Duration.ofNanos(System.nanoTime() - last.nanos()))
        .truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("every time is UTC");
  }
}
