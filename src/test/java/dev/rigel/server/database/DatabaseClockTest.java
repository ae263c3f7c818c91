package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rigel.server.harness.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host and a database whose clocks are apart: a process can have no clock of its own here. */
class DatabaseClockTest {
  private static final long BUSY_SECONDS = 60;

  @ParameterizedTest
  @CsvSource({"H2, 300", "H2, -300", "POSTGRESQL, 300", "POSTGRESQL, -300"})
  void it_goes_by_the_database_and_not_by_the_host(Database product, int seconds)
      throws SQLException {
    try (var database = TestDatabase.of(product)) {
      var clock = new DatabaseClock();

      clock.synchronise(apart(database.source(), seconds));

      assertThat(clock.instant())
          .isCloseTo(Instant.now().plusSeconds(seconds), within(BUSY_SECONDS, ChronoUnit.SECONDS));
    }
  }

  /** Its time is so many seconds ahead of the host's. */
  private static DataSource apart(DataSource source, int seconds) {
    return proxy(
        DataSource.class,
        (method, arguments) -> connection((Connection) method.invoke(source, arguments), seconds));
  }

  private static Connection connection(Connection connection, int seconds) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            var later = " + " + seconds + " * interval '1' second";
            arguments[0] =
                arguments[0].toString().replace("current_timestamp", "current_timestamp" + later);
          }
          return method.invoke(connection, arguments);
        });
  }

  private interface Call {
    Object of(Method method, Object[] arguments) throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return call.of(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
