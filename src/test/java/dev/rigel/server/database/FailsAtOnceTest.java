package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class FailsAtOnceTest {
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicInteger tried = new AtomicInteger();

  @Test
  void a_query_on_a_lost_connection_is_tried_once() {
    try (var database = TestDatabase.of(Database.H2);
        var factory = JpaProvider.ECLIPSELINK.open(losing(DataSource.class, database.source()));
        var entities = factory.createEntityManager()) {
      var id = UUID.randomUUID();
      assertThat(entities.find(FlowRun.class, id)).isNull();
      tried.set(0);
      away.set(true);

      assertThatThrownBy(() -> entities.find(FlowRun.class, id)).hasMessageContaining("it is lost");

      assertThat(tried).hasValue(1);
    }
  }

  private <T> T losing(Class<T> type, T target) {
    var proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (away.get() && method.getName().equals("prepareStatement")) {
                tried.incrementAndGet();
                throw new SQLException("it is lost", "08006");
              }
              try {
                var result = method.invoke(target, arguments);
                return result instanceof Connection connection
                    ? losing(Connection.class, connection)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }
}
