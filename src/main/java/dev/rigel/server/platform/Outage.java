package dev.rigel.server.platform;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.transaction.xa.XAException;

/**
 * Which failures mean that the database could not be asked, or did not answer: nothing is wrong
 * with the request, and the same one may succeed later. All else is a fault of the request or ours.
 */
public final class Outage {
  /**
   * H2: I/O errors, a full disk, a database that closed itself after one, a file that another
   * process holds, and what was closed while it was read (90007): after a full disk all connections
   * are closed, those of other requests too.
   */
  private static final Set<String> OF_H2 =
      Set.of("90007", "90020", "90028", "90031", "90067", "90098", "90100", "90121");

  /**
   * PostgreSQL: it cut a transaction that was idle for too long (25P03), or a statement that took
   * too long (57014).
   */
  private static final Set<String> OF_POSTGRESQL = Set.of("25P03", "25P04", "57014");

  private Outage() {}

  /** Whether anything in the chain of causes is an outage. */
  public static boolean is(Throwable thrown) {
    return find(thrown, Outage::itself).isPresent();
  }

  /**
   * Whether this very exception says so, whatever caused it. Payara tells of a commit that failed
   * at the database in an XAException without a cause; what the database refuses has been refused
   * before, when the statements were sent.
   */
  static boolean itself(Throwable thrown) {
    return thrown instanceof SQLException sql && ofTheDatabase(sql)
        || thrown instanceof SQLTransientConnectionException
        || thrown instanceof SQLRecoverableException
        || thrown instanceof XAException
        || ofAPool(thrown.getClass())
        || thrown.getClass().getName().equals("org.h2.mvstore.MVStoreException");
  }

  /**
   * By SQLSTATE: 08 is a connection that failed, 53 too few resources (connections, disk, memory),
   * 57P an operator's doing (shut down, starting up).
   */
  private static boolean ofTheDatabase(SQLException e) {
    var state = e.getSQLState();
    return state != null
        && (state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P")
            || OF_POSTGRESQL.contains(state)
            || OF_H2.contains(state));
  }

  /** The servers' pools: no connection became free in time, or none could be made. */
  private static boolean ofAPool(Class<?> type) {
    var name = type.getName();
    return name.startsWith("com.sun.appserv.connectors.")
        || name.startsWith("jakarta.resource.") && !name.endsWith("NotSupportedException");
  }

  /** The first of an exception's causes, and of what they suppressed, that is wanted. */
  static Optional<Throwable> find(Throwable thrown, Predicate<Throwable> wanted) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var next = new ArrayDeque<Throwable>();
    next.add(thrown);
    while (!next.isEmpty()) {
      var one = next.poll();
      if (!seen.add(one)) {
        continue;
      }
      if (wanted.test(one)) {
        return Optional.of(one);
      }
      if (one.getCause() != null) {
        next.add(one.getCause());
      }
      if (one instanceof SQLException sql && sql.getNextException() != null) {
        next.add(sql.getNextException());
      }
      Collections.addAll(next, one.getSuppressed());
    }
    return Optional.empty();
  }
}
