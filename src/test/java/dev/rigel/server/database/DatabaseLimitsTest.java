package dev.rigel.server.database;

import static dev.rigel.contract.setting.Settings.DATABASE_ANSWER;
import static dev.rigel.contract.setting.Settings.DATABASE_CONNECT;
import static dev.rigel.contract.setting.Settings.DATABASE_IDLE_TRANSACTION;
import static dev.rigel.contract.setting.Settings.DATABASE_LOCK;
import static dev.rigel.contract.setting.Settings.DATABASE_STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.setting.Setting;
import dev.rigel.server.harness.TestDatabase;
import dev.rigel.server.harness.TestSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What keeps a server and PostgreSQL from waiting for each other for ever. */
class DatabaseLimitsTest {
  private final TestDatabase database = TestDatabase.of(Database.POSTGRESQL);
  private final Map<Setting<?>, String> settings = new HashMap<>(database.settings());

  @BeforeEach
  void makeTable() throws SQLException {
    try (var connection = database.source().getConnection()) {
      execute(connection, "create table held (number int)");
      execute(connection, "insert into held values (0)");
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void the_defaults_are_those_of_the_documentation() throws SQLException {
    try (var connection = source().getConnection()) {
      assertThat(shown(connection, "lock_timeout")).isEqualTo("20s");
      assertThat(shown(connection, "statement_timeout")).isEqualTo("1min");
      assertThat(shown(connection, "idle_in_transaction_session_timeout")).isEqualTo("30s");
    }
  }

  @Test
  void what_changes_tables_has_no_limit() throws SQLException {
    try (var connection = RigelDataSource.unhurried(TestSettings.of(settings)).getConnection()) {
      assertThat(shown(connection, "lock_timeout")).isEqualTo("0");
      assertThat(shown(connection, "statement_timeout")).isEqualTo("0");
      assertThat(shown(connection, "idle_in_transaction_session_timeout")).isEqualTo("0");
    }
  }

  @Test
  void the_locks_of_a_frozen_server_are_given_to_others() throws SQLException {
    settings.put(DATABASE_IDLE_TRANSACTION, "1");
    var source = source();
    try (var frozen = source.getConnection();
        var other = source.getConnection()) {
      frozen.setAutoCommit(false);
      execute(frozen, "update held set number = 1");

      execute(other, "update held set number = 2");

      assertThatThrownBy(frozen::commit).satisfies(e -> assertThat(Outage.is(e)).isTrue());
      frozen.rollback();
      assertThat(shown(frozen, "lock_timeout")).isEqualTo("20s");
    }
  }

  @Test
  void a_lock_that_is_not_given_up_is_waited_for_in_vain() throws SQLException {
    settings.put(DATABASE_LOCK, "0.2");
    var source = source();
    try (var holder = source.getConnection();
        var other = source.getConnection()) {
      holder.setAutoCommit(false);
      execute(holder, "update held set number = 1");

      assertThatThrownBy(() -> execute(other, "update held set number = 2"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
      holder.rollback();
    }
  }

  @Test
  void a_statement_that_takes_too_long_is_an_outage_unless_it_may() throws SQLException {
    settings.put(DATABASE_STATEMENT, "0.2");
    try (var connection = source().getConnection()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> execute(connection, "select pg_sleep(60)"))
          .satisfies(e -> assertThat(Outage.is(e)).isTrue());
      connection.rollback();

      execute(connection, Database.POSTGRESQL.withoutTimeLimit().orElseThrow());
      execute(connection, "select pg_sleep(0.5)");
      connection.commit();
    }
  }

  @Test
  void a_part_of_a_second_is_a_limit() throws SQLException {
    settings.put(DATABASE_CONNECT, "0.5");
    settings.put(DATABASE_ANSWER, "1.2");
    settings.put(DATABASE_LOCK, "0.0001");

    var direct = source().unwrap(PGSimpleDataSource.class);

    assertThat(direct.getConnectTimeout()).isEqualTo(1);
    assertThat(direct.getLoginTimeout()).isEqualTo(1);
    assertThat(direct.getSocketTimeout()).isEqualTo(2);
    assertThat(direct.getOptions()).contains("lock_timeout=1 ");
  }

  @Test
  void no_end_stays_without_end() throws SQLException {
    settings.put(DATABASE_ANSWER, "0");

    assertThat(source().unwrap(PGSimpleDataSource.class).getSocketTimeout()).isZero();
  }

  @Test
  void less_than_nothing_is_refused() {
    settings.put(DATABASE_LOCK, "-1");

    assertThatThrownBy(this::source)
        .hasMessage("RIGEL_DATABASE_LOCK_SECONDS must be seconds, 0 or more, but is '-1'");
  }

  private DataSource source() {
    return new RigelDataSource(TestSettings.of(settings));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String shown(Connection connection, String name) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("show " + name)) {
      row.next();
      return row.getString(1);
    }
  }
}
