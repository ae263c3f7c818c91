package dev.rigel.server.database;

import dev.rigel.server.platform.Problem;
import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
   * Whether anything among the reasons is an outage, and nothing says that the database is only
   * busy: H2 tells of a lock with an exception of its storage as the cause.
   */
  public static boolean is(Throwable thrown) {
    var reasons = reasons(thrown);
    return reasons.stream().anyMatch(Outage::itself) && reasons.stream().noneMatch(Outage::isBusy);
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
    return reasons(thrown).stream().anyMatch(e -> itself(e) || isBusy(e));
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
    return causes(e).stream().anyMatch(Outage::isH2sStorage);
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

  /** The servers' pools: no connection became free in time, or none could be opened. */
  private static boolean ofAPool(Class<?> type) {
    var name = type.getName();
    return name.startsWith("com.sun.appserv.connectors.")
        || name.startsWith("jakarta.resource.") && !name.endsWith("NotSupportedException");
  }

  /**
   * What says why something failed: its causes. Only if none of them tells, what they suppressed
   * too, where WildFly's transactions keep why a commit failed; else that went wrong later, in
   * clearing up, and changes nothing of what was found before.
   */
  public static List<Throwable> reasons(Throwable thrown) {
    var causes = causes(thrown);
    return causes.stream().anyMatch(Outage::tells) ? causes : reached(thrown, true);
  }

  /** An exception and its causes, the nearest first. */
  public static List<Throwable> causes(Throwable thrown) {
    return reached(thrown, false);
  }

  private static boolean tells(Throwable one) {
    return one instanceof Problem
        || one instanceof WebApplicationException
        || one instanceof SQLException sql && sql.getSQLState() != null
        || itself(one);
  }

  private static List<Throwable> reached(Throwable thrown, boolean suppressed) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var reached = new ArrayList<Throwable>();
    var next = new ArrayDeque<Throwable>(List.of(thrown));
    while (!next.isEmpty()) {
      var one = next.poll();
      if (seen.add(one)) {
        reached.add(one);
        Optional.ofNullable(one.getCause()).ifPresent(next::add);
        if (one instanceof SQLException sql) {
          Optional.ofNullable(sql.getNextException()).ifPresent(next::add);
        }
        if (suppressed) {
          Collections.addAll(next, one.getSuppressed());
        }
      }
    }
    return reached;
  }
}
