package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.server.harness.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of a pool whose sessions PostgreSQL ends, as it does when it is restarted. */
class LastingConnectionTest {
  private final TestDatabase database = TestDatabase.of(Database.POSTGRESQL);
  private final ArrayList<Connection> pool = new ArrayList<>();

  private LiveConnections live;

  @BeforeEach
  void fill() throws SQLException {
    var source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setApplicationName("lasting");
    live =
        new LiveConnections(
            source, Database.POSTGRESQL, new Reachability(System::nanoTime), e -> {});
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

  /** Payara does not roll back after a commit that failed. */
  @Test
  void a_failed_commit_ends_the_transaction() throws SQLException {
    var connection = pool.get(0);
    connection.setAutoCommit(false);
    insert(connection, "first");
    endSessions();

    assertThatThrownBy(connection::commit).satisfies(e -> assertThat(Outage.is(e)).isTrue());

    insert(connection, "second");
    connection.commit();
    assertThat(count(connection)).isOne();
    assertThat(connection.getAutoCommit()).isFalse();
  }

  @Test
  void a_commit_that_was_lost_before_ends_the_transaction_too() throws SQLException {
    var connection = pool.get(0);
    connection.setAutoCommit(false);
    insert(connection, "first");
    endSessions();
    assertThatThrownBy(() -> insert(connection, "second"));

    assertThatThrownBy(connection::commit).hasMessageStartingWith("not committed: ");

    assertThat(count(connection)).isZero();
  }

  @Test
  void nothing_of_a_refused_commit_is_left_for_the_next() throws SQLException {
    var connection = pool.get(0);
    try (var statement = connection.createStatement()) {
      statement.execute("alter table kept add unique (text) deferrable initially deferred");
    }
    connection.setAutoCommit(false);
    insert(connection, "same");
    insert(connection, "same");
    assertThatThrownBy(connection::commit).satisfies(e -> assertThat(Outage.is(e)).isFalse());
    endSessions();
    // long enough ago to be looked at
    anotherBreaks();

    insert(connection, "second");
    connection.commit();
    assertThat(count(connection)).isOne();
  }

  @Test
  void a_statement_of_an_earlier_connection_says_nothing_about_this_one() throws SQLException {
    var connection = pool.get(0);
    var old = connection.prepareStatement("select 1");
    endSessions();
    anotherBreaks();
    connection.setAutoCommit(false);
    insert(connection, "first");
    var before = live.now();

    assertThatThrownBy(old::execute).isInstanceOf(SQLException.class);

    assertThat(live.failedAfter(before)).isFalse();
    insert(connection, "second");
    connection.commit();
    assertThat(count(connection)).isEqualTo(2);
  }

  @Test
  void what_is_asked_between_transactions_loses_none() throws SQLException {
    var connection = pool.get(0);
    connection.setAutoCommit(false);
    endSessions();

    assertThatThrownBy(connection::getTransactionIsolation).isInstanceOf(SQLException.class);

    insert(connection, "first");
    connection.commit();
    assertThat(count(connection)).isOne();
  }

  @Test
  void a_transaction_of_a_closed_connection_is_neither_committed_nor_rolled_back()
      throws SQLException {
    var connection = pool.get(0);
    connection.setAutoCommit(false);
    insert(connection, "first");
    connection.close();

    assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
    assertThatThrownBy(connection::commit)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));
    assertThat(count(pool.get(1))).isZero();
  }

  @Test
  void a_slow_statement_is_no_outage_of_the_database() throws SQLException {
    var connection = pool.get(0);
    var before = live.now();
    try (var statement = connection.createStatement()) {
      statement.execute("set statement_timeout = 50");

      assertThatThrownBy(() -> statement.execute("select pg_sleep(60)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
    }

    assertThat(live.failedAfter(before)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRESQL, 25P02, false",
    "POSTGRESQL, 25P03, true",
    "POSTGRESQL, 25P04, true",
    "POSTGRESQL, 57P01, true",
    "POSTGRESQL, 57014, false",
    "POSTGRESQL, 53100, false",
    "H2, 90098, true",
    "H2, 90031, true",
    "H2, 90007, false",
    "H2, HYT00, false",
    "H2, 40001, false",
    "H2, 57014, false"
  })
  void what_ends_a_connection(Database kind, String state, boolean ends) {
    assertThat(kind.endsConnection(new SQLException("failed", state))).isEqualTo(ends);
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

  private void anotherBreaks() throws SQLException {
    var another = live.open();
    live.failed(another, new SQLException("another one broke", "08006"));
    live.close(another);
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
