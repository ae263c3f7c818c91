package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.h2.engine.Engine;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections side by side on H2, and what is left of them when the application ends. */
class LiveConnectionsTest {
  @TempDir Path directory;
  private final JdbcDataSource source = new JdbcDataSource();
  private LiveConnections live;

  @BeforeEach
  void open() {
    source.setUrl("jdbc:h2:file:" + directory.resolve("rigel") + DatabaseUrl.H2_OPTIONS);
    live = new LiveConnections(source, Database.H2, new Reachability(System::nanoTime), e -> {});
  }

  @Test
  void the_end_closes_the_file_even_if_a_connection_was_never_given_back() throws SQLException {
    var connection = LastingConnection.of(live);
    connection.createStatement().execute("create table kept (text varchar)");
    assertThat(writers()).isNotEmpty();

    live.end();

    assertThat(writers()).isEmpty();
  }

  @Test
  void after_the_end_none_is_opened() {
    var connection = LastingConnection.of(live);

    live.end();

    assertThatThrownBy(() -> connection.createStatement().execute("select 1"))
        .isInstanceOf(SQLException.class)
        .hasMessage("the application has ended")
        .matches(Outage::is);
    assertThat(writers()).isEmpty();
  }

  @Test
  void a_late_failure_of_a_database_that_has_been_closed_is_none_of_the_one_that_is_open()
      throws SQLException {
    var closed = new SQLException("the database has been closed", "90098");
    var late = live.open();
    var first = live.open();
    execute(first, "shutdown immediately");
    live.failed(first, closed);
    assertThat(late.isClosed()).isTrue();
    var fresh = live.open();
    var before = live.now();

    live.failed(late, closed);

    assertThat(fresh.isClosed()).isFalse();
    assertThat(live.failedAfter(before)).isFalse();
    execute(fresh, "select 1");
  }

  @Test
  void a_database_that_H2_has_forgotten_is_ended_when_its_file_is_opened_anew() throws Exception {
    source.setUrl(FusedFile.url(source.getUrl()));
    var forgotten = live.open();
    execute(forgotten, "create table held (number int, text varchar)");
    forgotten.setAutoCommit(false);
    execute(forgotten, "insert into held values (1, 'committed')");
    live.commit(forgotten);
    execute(forgotten, "insert into held values (2, 'not committed')");
    forget(forgotten);

    var fresh = live.open();

    assertThat(forgotten.isClosed()).isTrue();
    assertThat(texts(fresh)).containsExactly("committed");
    fresh.setAutoCommit(false);
    execute(fresh, "insert into held values (3, 'later')");
    live.commit(fresh);
  }

  /** As H2 does when a database that was closed, and opened anew since, is closed once more. */
  private static void forget(Connection open) throws Exception {
    var session = (SessionLocal) open.unwrap(JdbcConnection.class).getSession();
    var close = Engine.class.getDeclaredMethod("close", String.class);
    close.setAccessible(true);
    close.invoke(null, session.getDatabase().getName());
  }

  @Test
  void what_is_not_on_disk_is_not_confirmed_by_what_the_database_opened_anew_has_written()
      throws SQLException {
    var old = live.open();
    execute(old, "create table kept (number int)");
    var oldSync = live.syncOf(old);
    live.failed(old, new SQLException("a write failed", "90031"));

    var fresh = live.open();

    assertThat(live.syncOf(fresh)).isNotSameAs(oldSync).isSameAs(live.syncOf(live.open()));
    assertThatThrownBy(() -> live.commit(old))
        .hasMessage("not committed: the connection was closed")
        .matches(Outage::is);
  }

  @Test
  void a_database_that_failed_is_closed_without_writing_the_rest() throws SQLException {
    var first = live.open();
    execute(first, "create table kept (number int)");
    execute(first, "checkpoint sync");
    execute(first, "insert into kept values (1)");

    live.failed(first, new SQLException("a write failed", "90031"));

    var fresh = live.open();
    try (var statement = fresh.createStatement();
        var count = statement.executeQuery("select count(*) from kept")) {
      assertThat(count.next()).isTrue();
      assertThat(count.getInt(1)).isZero();
    }
  }

  @Test
  void a_lock_that_is_not_given_up_ends_no_connection() throws SQLException {
    var holder = inTransaction("create table held (number int primary key, text varchar)");
    execute(holder, "insert into held values (1, ''), (2, ''), (3, '')");
    holder.commit();
    execute(holder, "update held set text = 'holder' where number = 1");
    var bystander = inTransaction("update held set text = 'bystander' where number = 3");
    var waiting = inTransaction("set lock_timeout 50");
    var before = live.now();

    for (var sql :
        List.of(
            "update held set text = 'waiting' where number = 1",
            "select * from held where number = 1 for update")) {
      assertThatThrownBy(() -> execute(waiting, sql))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("HYT00"));
      waiting.rollback();
    }

    assertThat(live.failedAfter(before)).isFalse();
    holder.commit();
    bystander.commit();
    assertThat(texts(waiting)).containsExactly("holder", "", "bystander");
  }

  @Test
  void a_deadlock_ends_no_connection() throws Exception {
    var first = inTransaction("create table held (number int primary key, text varchar)");
    execute(first, "insert into held values (1, ''), (2, ''), (3, '')");
    first.commit();
    execute(first, "update held set text = 'first' where number = 1");
    var second = inTransaction("update held set text = 'second' where number = 2");
    var bystander = inTransaction("update held set text = 'bystander' where number = 3");
    var before = live.now();

    var crossed =
        CompletableFuture.supplyAsync(
            () -> refusal(first, "update held set text = 'first' where number = 2"));
    var states =
        Stream.of(
                refusal(second, "update held set text = 'second' where number = 1"),
                crossed.get(60, TimeUnit.SECONDS))
            .flatMap(Optional::stream)
            .toList();

    assertThat(states).containsExactly("40001");
    assertThat(live.failedAfter(before)).isFalse();
    first.commit();
    second.commit();
    bystander.commit();
    assertThat(texts(bystander))
        .isIn(List.of("first", "first", "bystander"), List.of("second", "second", "bystander"));
  }

  /** The SQLSTATE with which a statement fails; then its transaction is rolled back. */
  private static Optional<String> refusal(Connection connection, String sql) {
    try {
      execute(connection, sql);
      return Optional.empty();
    } catch (SQLException e) {
      try {
        connection.rollback();
      } catch (SQLException broken) {
        e.addSuppressed(broken);
      }
      return Optional.of(e.getSQLState());
    }
  }

  private Connection inTransaction(String sql) throws SQLException {
    var connection = LastingConnection.of(live);
    connection.setAutoCommit(false);
    execute(connection, sql);
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> texts(Connection connection) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select text from held order by number")) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  @AfterEach
  void close() {
    live.end();
  }

  /** H2's threads that write this file; they are there as long as it is open. */
  private List<String> writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.contains(directory.getFileName().toString()))
        .toList();
  }
}
