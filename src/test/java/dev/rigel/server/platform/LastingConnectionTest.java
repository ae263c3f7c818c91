package dev.rigel.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.server.harness.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of a pool whose sessions PostgreSQL ends, as it does when it is restarted. */
class LastingConnectionTest {
  private final TestDatabase database = TestDatabase.of(Database.POSTGRESQL);
  private final ArrayList<Connection> pool = new ArrayList<>();

  @BeforeEach
  void fill() throws SQLException {
    var source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setApplicationName("lasting");
    var live = new LiveConnections(source, Database.POSTGRESQL, new Reachability(System::nanoTime));
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table kept (text varchar)");
    }
    for (int i = 0; i < 5; i++) {
      var connection = LastingConnection.of(live);
      pool.add(connection);
      assertThat(count(connection)).isZero();
    }
  }

  @AfterEach
  void close() throws SQLException {
    for (var connection : pool) {
      connection.close();
    }
    database.close();
  }

  @Test
  void after_one_failure_at_most_all_work_again() throws SQLException {
    endSessions();

    var failures = new ArrayList<SQLException>();
    for (var connection : pool) {
      try {
        count(connection);
      } catch (SQLException e) {
        failures.add(e);
      }
    }
    assertThat(failures).hasSizeLessThanOrEqualTo(1).allMatch(Outage::is);

    for (var connection : pool) {
      assertThat(count(connection)).isZero();
    }
  }

  @Test
  void nothing_is_done_by_halves() throws SQLException {
    var connection = pool.get(0);
    connection.setAutoCommit(false);
    insert(connection, "first");
    endSessions();

    assertThatThrownBy(() -> insert(connection, "second"))
        .satisfies(e -> assertThat(Outage.is(e)).isTrue());
    assertThatThrownBy(() -> insert(connection, "third"))
        .satisfies(e -> assertThat(Outage.is(e)).isTrue());
    assertThatThrownBy(connection::commit).satisfies(e -> assertThat(Outage.is(e)).isTrue());

    connection.rollback();
    assertThat(count(connection)).isZero();
    insert(connection, "fourth");
    connection.commit();
    connection.setAutoCommit(true);
    assertThat(count(connection)).isOne();
  }

  @Test
  void a_refused_statement_keeps_the_connection() throws SQLException {
    var connection = pool.get(0);
    connection.setAutoCommit(false);

    assertThatThrownBy(() -> connection.createStatement().execute("select nothing"))
        .satisfies(e -> assertThat(Outage.is(e)).isFalse());

    connection.rollback();
    insert(connection, "kept");
    connection.commit();
    assertThat(count(connection)).isOne();
  }

  private void endSessions() throws SQLException {
    try (var administrator = database.source().getConnection();
        var statement = administrator.createStatement();
        var ended =
            statement.executeQuery(
                "select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity"
                    + " where application_name = 'lasting' and datname = current_database()")) {
      ended.next();
      assertThat(ended.getInt(1)).isEqualTo(pool.size());
    }
  }

  private static void insert(Connection connection, String key) throws SQLException {
    try (var statement = connection.prepareStatement("insert into kept values (?)")) {
      statement.setString(1, key);
      statement.executeUpdate();
    }
  }

  private static int count(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from kept")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
