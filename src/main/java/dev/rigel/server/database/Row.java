package dev.rigel.server.database;

import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Single values of a row, by the number of their column, from 0. */
public final class Row {
  private final @Nullable Object[] values;

  private Row(@Nullable Object[] values) {
    this.values = values;
  }

  /** JPA gives the value of a single column without an array. */
  static Row of(Object row) {
    return new Row(row instanceof Object[] values ? values : new Object[] {row});
  }

  /** An id; Hibernate gives those of H2 as bytes. */
  public UUID id(int column) {
    if (values[column] instanceof byte[] bytes) {
      var halves = ByteBuffer.wrap(bytes);
      return new UUID(halves.getLong(), halves.getLong());
    }
    return (UUID) values[column];
  }

  /** The same for an id that may be absent. */
  public @Nullable UUID idOrNull(int column) {
    return isAbsent(column) ? null : id(column);
  }

  /** Whether a column that is true or false is true. */
  public boolean is(int column) {
    return (Boolean) values[column];
  }

  /** A text. */
  public String text(int column) {
    return (String) values[column];
  }

  /** A number, of whatever type. */
  public Number number(int column) {
    return (Number) values[column];
  }

  /** The same for a number that may be absent. */
  public @Nullable Number numberOrNull(int column) {
    return isAbsent(column) ? null : number(column);
  }

  /** A time; on PostgreSQL EclipseLink gives a Timestamp, Hibernate an Instant. */
  public OffsetDateTime time(int column) {
    var value = values[column];
    if (value instanceof Timestamp timestamp) {
      value = timestamp.toInstant();
    }
    return value instanceof Instant instant
        ? instant.atOffset(ZoneOffset.UTC)
        : Times.utc((OffsetDateTime) value);
  }

  /** The same for a time that may be absent. */
  public @Nullable OffsetDateTime timeOrNull(int column) {
    return isAbsent(column) ? null : time(column);
  }

  private boolean isAbsent(int column) {
    return values[column] == null;
  }
}
