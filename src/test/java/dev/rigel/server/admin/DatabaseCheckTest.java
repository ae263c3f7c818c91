package dev.rigel.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.admin.Readiness;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Schema;
import dev.rigel.server.harness.TestDatabase;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseCheckTest {

  @ParameterizedTest
  @EnumSource
  void it_is_ready_with_all_tables_and_not_without(Database kind) {
    try (var database = TestDatabase.of(kind)) {
      var schema = new Schema(database.source(), kind);
      var check =
          new DatabaseCheck(
              database.source(), Runnable::run, Duration.ofSeconds(20), schema.known());
      assertThat(check.look()).isEqualTo(new DatabaseCheck.Found(Readiness.OK, Readiness.OK));

      schema.drop();

      assertThat(check.look().database()).isEqualTo(Readiness.OK);
      assertThat(check.look().schema()).isEqualTo("there are no tables");
    }
  }

  @Test
  void a_migration_that_is_missing_is_named() {
    try (var database = TestDatabase.of(Database.H2)) {
      var known = Set.of("1", "999");
      var check =
          new DatabaseCheck(database.source(), Runnable::run, Duration.ofSeconds(20), known);

      assertThat(check.look().schema()).isEqualTo("migrations are missing: 999");
    }
  }

  @Test
  void a_database_that_hangs_keeps_nobody_waiting_and_is_asked_once() throws InterruptedException {
    var asked = new AtomicInteger();
    var hanging = new CountDownLatch(1);
    var threads = Executors.newCachedThreadPool();
    try {
      var source = hanging(asked, hanging);
      var check = new DatabaseCheck(source, threads, Duration.ofMillis(20), Set.of());

      for (int i = 0; i < 5; i++) {
        assertThat(check.look().database()).startsWith("no answer within");
      }

      assertThat(asked).hasValueLessThanOrEqualTo(1);
    } finally {
      hanging.countDown();
      threads.shutdown();
    }
  }

  @Test
  void a_server_that_gives_no_thread_any_more_is_not_ready() {
    var check =
        new DatabaseCheck(
            null,
            work -> {
              throw new IllegalStateException("stopped");
            },
            Duration.ofSeconds(20),
            Set.of());

    assertThat(check.look().database()).startsWith("cannot be asked");
  }

  private static DataSource hanging(AtomicInteger asked, CountDownLatch latch) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              asked.incrementAndGet();
              latch.await();
              throw new java.sql.SQLException("it never answered", "08006");
            });
  }
}
