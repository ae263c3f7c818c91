package dev.rigel.server.database;

import dev.rigel.server.settings.ServerSettings;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** The two databases, and everything in which they differ. */
public enum Database {
  /** Embedded, one server: for trying out, tests and small sites. */
  H2("h2"),
  /** Any number of servers. */
  POSTGRESQL("postgresql");

  /**
   * H2: I/O errors, a full disk, a database that closed itself after one, and a file that another
   * process holds.
   */
  private static final Set<String> ENDS_H2 =
      Set.of("90020", "90028", "90031", "90067", "90098", "90100", "90121");

  /** PostgreSQL: a transaction that was idle, or open, for too long; its session goes with it. */
  private static final Set<String> ENDS_POSTGRESQL = Set.of("25P03", "25P04");

  /** A lock that was not to be had; those of class 40 are deadlocks and conflicts. */
  private static final Set<String> BUSY = Set.of("55P03", "HYT00", "50200", "90131");

  private final String folder;

  Database(String folder) {
    this.folder = folder;
  }

  /** The database that the settings name. */
  public static Database of(ServerSettings settings) {
    return DatabaseUrl.of(settings).isPostgresql() ? POSTGRESQL : H2;
  }

  /** Where Flyway finds the schema: what both share, then what only this one has. */
  public String[] migrations() {
    return new String[] {"classpath:db/migration/common", "classpath:db/migration/" + folder};
  }

  /**
   * Whether a connection is of no use any more after a failure with this. By SQLSTATE: 08 is a
   * connection that failed, 57P an operator's doing (shut down, starting up).
   */
  boolean endsConnection(SQLException failure) {
    var state = String.valueOf(failure.getSQLState());
    return this == H2
        ? ENDS_H2.contains(state) || !isBusy(failure) && Outage.isOfTheStorage(failure)
        : state.startsWith("08") || state.startsWith("57P") || ENDS_POSTGRESQL.contains(state);
  }

  /** Whether other transactions stood in the way: the database is well, and works on. */
  public static boolean isBusy(SQLException failure) {
    var state = String.valueOf(failure.getSQLState());
    return state.startsWith("40") || BUSY.contains(state);
  }

  /** Whether a statement failed because a table is not there: somebody has dropped them. */
  public static boolean hasNoTable(SQLException failure) {
    return Set.of("42P01", "42S02", "42S04").contains(String.valueOf(failure.getSQLState()));
  }

  /** What lifts the limit on statements for a transaction; H2 has none. */
  public Optional<String> withoutTimeLimit() {
    return this == POSTGRESQL ? Optional.of("set local statement_timeout = 0") : Optional.empty();
  }

  /**
   * When a flow run started or, before that, was expected to: what its lists go by. H2 has no index
   * on an expression, so it keeps a column.
   */
  public String startedOrExpected(String run) {
    return this == POSTGRESQL
        ? "coalesce(%1$s.start_time, %1$s.expected_start_time)".formatted(run)
        : run + ".started_or_expected";
  }

  /**
   * A condition on a column with a JSON list of texts, as {@code Columns.Texts} writes it: one
   * element a line. It holds the text that {@link #containsArgument} makes. H2 looks for the
   * element's own line. PostgreSQL has an index on the lines that are elements; its JSON operators
   * would read every list again that the index finds, and knew nothing of how frequent a tag is.
   */
  public String contains(String column) {
    return this == POSTGRESQL
        ? "string_to_array(btrim("
            + column
            + ", '[]' || chr(10)), chr(10) || ',' || chr(10)) @> array[cast(? as text)]"
        : column + " like ? escape '!'";
  }

  /** The argument of {@link #contains} for an element, given as JSON text. */
  public String containsArgument(String element) {
    return this == POSTGRESQL ? element : "%\n" + literally(element) + "\n%";
  }

  /** A text in a pattern of {@code like … escape '!'}, where its wildcards are none. */
  public static String literally(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
