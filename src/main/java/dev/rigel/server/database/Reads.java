package dev.rigel.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Queries outside of the server's transactions, which leave none behind. */
final class Reads {
  private Reads() {}

  /** What a query gives. */
  interface Query<T> {
    T run(PreparedStatement statement) throws SQLException;
  }

  /**
   * Runs a query. Payara's pool may give a connection whose autocommit is off, after a commit that
   * failed; then the query has begun a transaction that nobody else would end.
   */
  static <T> T of(DataSource source, String sql, Query<T> query) throws SQLException {
    try (var connection = source.getConnection()) {
      try (var statement = connection.prepareStatement(sql)) {
        return query.run(statement);
      } finally {
        end(connection);
      }
    }
  }

  private static void end(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
  }
}
