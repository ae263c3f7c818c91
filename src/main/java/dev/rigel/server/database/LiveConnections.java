package dev.rigel.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * Opens and ends the connections below {@link LastingConnection}s, and keeps what they find out.
 */
final class LiveConnections {
  private final DataSource source;
  private final Database database;
  private final Reachability reachability;
  private final Consumer<SQLException> neverOpened;

  /** Each with what {@link #instance} gives for it. */
  private final Map<Connection, Object> open = new ConcurrentHashMap<>();

  /** One for each instance: what another one has written says nothing. */
  private final Map<Object, GroupedSync> syncs = Collections.synchronizedMap(new WeakHashMap<>());

  private volatile boolean everOpened;
  private volatile boolean ended;

  /**
   * To a database.
   *
   * @param neverOpened told why the first connection could not be opened
   */
  LiveConnections(
      DataSource source,
      Database database,
      Reachability reachability,
      Consumer<SQLException> neverOpened) {
    this.neverOpened = neverOpened;
    this.source = source;
    this.database = database;
    this.reachability = reachability;
  }

  Connection open() throws SQLException {
    reachability.checkWorthATry();
    if (database == Database.H2) {
      FusedFile.register();
    }
    try {
      var connection = source.getConnection();
      everOpened = true;
      reachability.answered();
      var instance = instance(connection);
      open.put(connection, instance);
      endOthers(instance);
      refuseAfterTheEnd(connection);
      return connection;
    } catch (SQLException e) {
      if (Outage.is(e)) {
        reachability.refused(e);
      }
      if (!everOpened) {
        neverOpened.accept(e);
      }
      throw e;
    }
  }

  /** On H2 the open database, which is another one when the file has been opened anew. */
  private Object instance(Connection connection) throws SQLException {
    return database == Database.H2
            && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal local
        ? local.getDatabase()
        : source;
  }

  /** What is left of a database on H2 whose file has been opened anew. */
  private void endOthers(Object instance) {
    if (database == Database.H2) {
      open.values().stream().filter(other -> other != instance).distinct().forEach(this::end);
    }
  }

  /** Without writing what is left, which nobody has been told is kept. */
  private void end(Object instance) {
    if (instance instanceof org.h2.engine.Database h2) {
      h2.getStore().getMvStore().closeImmediately();
    }
    open.forEach(
        (connection, its) -> {
          if (its == instance) {
            close(connection);
          }
        });
  }

  private void refuseAfterTheEnd(Connection connection) throws SQLException {
    if (ended) {
      close(connection);
      throw new SQLException("the application has ended", "08003");
    }
  }

  /** Closes all of them and opens no others. */
  void end() {
    ended = true;
    open.keySet().forEach(this::close);
  }

  /** Commits; on H2 what was committed is then on disk, and not only in half a second. */
  void commit(Connection connection) throws SQLException {
    if (database == Database.H2) {
      syncOf(connection).commit(connection);
    } else {
      connection.commit();
    }
  }

  /**
   * A statement that is about to be bound; H2 keeps its plans and looks at the values by itself.
   */
  void prepared(String text, PreparedStatement statement) throws SQLException {
    if (database == Database.POSTGRESQL) {
      Plans.follow(text, statement);
    }
  }

  GroupedSync syncOf(Connection connection) throws SQLException {
    var instance = open.get(connection);
    if (instance == null) {
      throw new SQLException("not committed: the connection was closed", "08003");
    }
    return syncs.computeIfAbsent(instance, one -> new GroupedSync());
  }

  /** Never fails: whoever closes wants it gone. */
  void close(Connection connection) {
    open.remove(connection);
    try {
      connection.close();
    } catch (SQLException e) {
      // it was broken; the database ends it on its side
    }
  }

  /** Nanoseconds of the clock that failures are timed with. */
  long now() {
    return reachability.now();
  }

  void answered() {
    reachability.answered();
  }

  boolean failedAfter(long moment) {
    return reachability.failedAfter(moment);
  }

  /**
   * Something failed in a way that is an outage, and not that of one request alone. H2 opens its
   * file anew only when the old one has ended: so that is ended, and all of its connections are
   * closed. What fails late on one that was closed with it is no news, and says nothing of the
   * database that is open now.
   *
   * @param of the connection on which it failed
   */
  void failed(Connection of, SQLException e) {
    var instance = open.get(of);
    if (instance == null) {
      return;
    }
    reachability.failed(e);
    if (database == Database.H2 && database.endsConnection(e)) {
      end(instance);
    }
  }

  /** Whether a connection on which this failed is of no further use. */
  boolean isDead(Connection connection, SQLException e) {
    return database.endsConnection(e) || isClosed(connection);
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }
}
