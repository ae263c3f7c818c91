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
   * H2: what was closed while it was read (90007), since after a full disk all connections are
   * closed, those of other requests too. PostgreSQL: a statement that took too long (57014).
   */
  private static final Set<String> OF_A_REQUEST = Set.of("90007", "57014");

  private Outage() {}

  /**
   * Whether anything in the chain of causes is an outage, and nothing in it says that the database
   * is only busy: H2 tells of a lock with an exception of its storage as the cause.
   */
  public static boolean is(Throwable thrown) {
    return find(thrown, Outage::itself).isPresent() && find(thrown, Outage::isBusy).isEmpty();
  }

  private static boolean isBusy(Throwable thrown) {
    return thrown instanceof SQLException sql && Database.isBusy(sql);
  }

  /** Whether the database lacks connections, disk or memory; others will find the same. */
  static boolean isLack(SQLException e) {
    return String.valueOf(e.getSQLState()).startsWith("53");
  }

  /** Whether the same call may succeed later: an outage, or a database that was only busy. */
  public static boolean mayPass(Throwable thrown) {
    return find(thrown, e -> itself(e) || isBusy(e)).isPresent();
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
        || isH2sStorage(thrown);
  }

  /** Whether H2's storage failed, which it also tells as a general error (HY000). */
  static boolean isOfTheStorage(SQLException e) {
    return find(e, Outage::isH2sStorage).isPresent();
  }

  private static boolean isH2sStorage(Throwable thrown) {
    return thrown.getClass().getName().equals("org.h2.mvstore.MVStoreException");
  }

  private static boolean ofTheDatabase(SQLException e) {
    return Database.POSTGRESQL.endsConnection(e)
        || Database.H2.endsConnection(e)
        || isLack(e)
        || OF_A_REQUEST.contains(String.valueOf(e.getSQLState()));
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
