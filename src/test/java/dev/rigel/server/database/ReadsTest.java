package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.server.harness.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read on a connection that a pool gave away with autocommit off. */
class ReadsTest {
  private final TestDatabase database = TestDatabase.of(Database.POSTGRESQL);
  private Connection pooled;

  @BeforeEach
  void open() throws SQLException {
    pooled = database.source().getConnection();
    pooled.setAutoCommit(false);
    try (var statement = pooled.createStatement()) {
      statement.execute("set application_name = 'pooled'");
    }
    pooled.commit();
  }

  @AfterEach
  void close() throws SQLException {
    pooled.close();
    database.close();
  }

  @Test
  void the_time_leaves_no_transaction() throws SQLException {
    new DatabaseClock().synchronise(source());

    assertThat(transactions()).isZero();
  }

  @Test
  void the_migrations_leave_no_transaction() throws SQLException {
    assertThat(Schema.installed(source())).isNotEmpty();

    assertThat(transactions()).isZero();
  }

  @Test
  void a_read_that_fails_leaves_no_transaction() throws SQLException {
    new Schema(database.source(), Database.POSTGRESQL).drop();

    assertThatThrownBy(() -> Schema.installed(source())).isInstanceOf(SQLException.class);

    assertThat(transactions()).isZero();
  }

  private int transactions() throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where application_name = 'pooled'"
                    + " and datname = current_database() and state like 'idle in transaction%'")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** A pool that does not look at what it is given back. */
  private DataSource source() {
    var kept =
        proxy(
            Connection.class,
            (method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(pooled, arguments));
    return proxy(DataSource.class, (method, arguments) -> kept);
  }

  private interface Call {
    Object on(Method method, Object[] arguments) throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return call.on(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
