package org.example.records;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * A table of records, and beside it how far each run has written it, and in which attempt: a fencing
 * number, by which a process is refused that goes on although its run was taken from it.
 */
final class Output implements AutoCloseable {
  private static final String[] TABLES = {
    "create table if not exists record (flow_run_id uuid not null, number bigint not null)",
    """
    create table if not exists load_position (
      flow_run_id uuid not null primary key,
      position bigint not null,
      attempt integer not null
    )
    """
  };

  private final Connection connection;
  private final UUID run;

  Output(String url, String user, String password, String run) throws SQLException {
    this.run = UUID.fromString(run);
    connection = DriverManager.getConnection(url, user, password);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      for (var table : TABLES) {
        statement.execute(table);
      }
    }
    connection.commit();
  }

  /** The last number that is there. */
  long position() throws SQLException {
    try (var select =
        prepared("select coalesce(max(position), 0) from load_position where flow_run_id = ?")) {
      select.setObject(1, run);
      try (var rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } finally {
      connection.commit();
    }
  }

  /** From now on nothing is written of earlier attempts, so that the position stays what it is. */
  void begin(int attempt) throws SQLException {
    try (var update = prepared("update load_position set attempt = ? where flow_run_id = ? and attempt < ?");
        var insert =
            prepared(
                "insert into load_position (attempt, flow_run_id, position) values (?, ?, 0)")) {
      update.setInt(1, attempt);
      update.setObject(2, run);
      update.setInt(3, attempt);
      if (update.executeUpdate() == 0) {
        insert.setInt(1, attempt);
        insert.setObject(2, run);
        insert.executeUpdate(); // refused if a later attempt has its row there
      }
      connection.commit();
    }
  }

  /** Writes numbers that follow each other, all or none. */
  void write(List<Object> numbers, int attempt) throws SQLException {
    try (var insert = prepared("insert into record (flow_run_id, number) values (?, ?)");
        var update =
            prepared(
                "update load_position set position = ? where flow_run_id = ? and attempt = ?")) {
      for (var number : numbers) {
        insert.setObject(1, run);
        insert.setLong(2, (Long) number);
        insert.addBatch();
      }
      insert.executeBatch();
      update.setLong(1, (Long) numbers.get(numbers.size() - 1));
      update.setObject(2, run);
      update.setInt(3, attempt);
      if (update.executeUpdate() == 0) {
        throw new SQLException("attempt " + attempt + " is over: a later one writes");
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
