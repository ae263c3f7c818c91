package dev.rigel.chaos;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A PostgreSQL cluster that can be stopped and started again, with a database and a role for Rigel,
 * which is no superuser. What is done to it is done by one, over connections that are kept for
 * that.
 */
public final class Postgres implements AutoCloseable {
  /** Two servers' pools, and some. */
  private static final int CONNECTIONS = 70;

  private static final String ROLE = "rigel_chaos";

  private final Path data;
  private final int port;
  private final Set<String> databases = new HashSet<>();
  private EmbeddedPostgres cluster;

  /**
   * Starts one.
   *
   * @param data where it keeps its files
   */
  public Postgres(Path data, int port) {
    this.data = data;
    this.port = port;
    start();
    asSuperuser("create role " + ROLE + " login");
  }

  /** What a server has to be told to use it. */
  public Map<String, String> settings() {
    return settings(ROLE);
  }

  /** The same for a database beside that, which is created if it is missing. */
  Map<String, String> settings(String database) {
    if (databases.add(database)) {
      asSuperuser("create database " + database + " owner " + ROLE);
    }
    return Map.of(
        "RIGEL_DATABASE_URL",
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
        "RIGEL_DATABASE_USER",
        ROLE,
        "RIGEL_DATABASE_PASSWORD",
        "rigel",
        "RIGEL_BATCH_DATABASE_HOST",
        "127.0.0.1",
        "RIGEL_BATCH_DATABASE_PORT",
        "" + port,
        "RIGEL_BATCH_DATABASE_NAME",
        database,
        "RIGEL_BATCH_DATABASE_USER",
        ROLE,
        "RIGEL_BATCH_DATABASE_PASSWORD",
        "rigel");
  }

  void start() {
    try {
      cluster =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setServerConfig("max_connections", "" + CONNECTIONS)
              .setServerConfig("track_commit_timestamp", "on")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start", e);
    }
  }

  /** The fast shutdown, which ends all sessions; the data stay. */
  void stop() {
    try {
      cluster.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not stop", e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Ends the sessions of all servers. */
  void endSessions() {
    asSuperuser(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + ROLE + "'");
  }

  /**
   * Holds a table so that nobody can read it until the returned connection is closed. Waits until
   * those who use it have left.
   */
  Connection lock(String table) throws SQLException {
    var connection = superuser(ROLE);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("lock table " + table + " in access exclusive mode");
    }
    return connection;
  }

  /**
   * Takes every connection there is, those that the servers have too. All but the ones kept for
   * superusers.
   */
  List<Connection> takeAllConnections() {
    var taken = new ArrayList<Connection>();
    try (var superuser = superuser("postgres");
        var statement = superuser.createStatement()) {
      for (int round = 0; round < 5; round++) {
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
                + ROLE
                + "' and application_name <> 'taken'");
        takeFree(taken);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return taken;
  }

  private void takeFree(List<Connection> taken) {
    try {
      while (taken.size() < CONNECTIONS) {
        taken.add(connect(ROLE + "?ApplicationName=taken", ROLE));
      }
    } catch (SQLException noneLeft) {
      // as it should be
    }
  }

  /** How many transactions wait for their client, without any statement, for at least a time. */
  int idleTransactions(double seconds) {
    var sql =
        "select count(*) from pg_stat_activity where usename = '"
            + ROLE
            + "' and state like 'idle in transaction%' and state_change < clock_timestamp() - interval '"
            + seconds
            + " s'";
    try (var connection = superuser("postgres");
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection to Rigel's database, which may do everything there; to be closed. */
  public Connection superuser() throws SQLException {
    return superuser(ROLE);
  }

  private void asSuperuser(String... statements) {
    try (var connection = superuser("postgres");
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same to another database. */
  Connection superuser(String database) throws SQLException {
    return connect(database, "postgres");
  }

  private Connection connect(String database, String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, "");
  }
}
