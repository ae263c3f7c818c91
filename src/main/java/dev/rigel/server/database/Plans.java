package dev.rigel.server.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGStatement;

/**
 * Which statements PostgreSQL plans at each call. A plan that is made without the values misjudges
 * what they select: lists then took seconds. But to plan a statement that names its rows by their
 * keys takes as long as to run it, and there the values change nothing.
 */
final class Plans {
  /**
   * In front of a statement that is planned with its values, at each call. Of all others PostgreSQL
   * keeps the plan, after some calls on a connection, until it has looked at the tables again.
   */
  static final String WITH_VALUES = "/* planned with its values */ ";

  private Plans() {}

  /** Sees to it that a statement is planned as its text says. */
  static void follow(String text, PreparedStatement statement) throws SQLException {
    if (text.startsWith(WITH_VALUES)) {
      // a statement without a name in PostgreSQL is planned when its values are known
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
  }
}
