package dev.rigel.server.benchmark;

import static dev.rigel.contract.setting.Settings.DATABASE_URL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.server.database.DatabaseUrl;
import dev.rigel.server.database.RigelDataSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What it costs on H2 that a commit waits for the disk; prints Markdown lines. Not part of the
 * build: {@code mvn test -Dtest=CommitBenchmark}. {@code -Dseconds=} how long each line is measured
 * (default 5).
 */
class CommitBenchmark {
  private static final Duration LASTS = Duration.ofSeconds(Integer.getInteger("seconds", 5));

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 16})
  void commits(int threads) throws Exception {
    System.out.println("| Threads | Commits | a second | p50 ms | p99 ms | bytes a commit |");
    System.out.println("|---:|---|---:|---:|---:|---:|");
    var late = url("late") + ";WRITE_DELAY=500";
    measure("written within 0.5 s, as H2 does", threads, "late", h2(late));
    var written = url("written") + ";WRITE_DELAY=0";
    measure("written, `WRITE_DELAY=0`", threads, "written", h2(written));
    System.setProperty(DATABASE_URL.name(), url("flushed"));
    try {
      measure("written and flushed, as Rigel does", threads, "flushed", new RigelDataSource());
    } finally {
      System.clearProperty(DATABASE_URL.name());
    }
    System.out.printf(
        "load %.1f%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private String url(String name) {
    return "jdbc:h2:file:" + directory.resolve(name) + DatabaseUrl.H2_OPTIONS;
  }

  private static DataSource h2(String url) {
    var source = new JdbcDataSource();
    source.setUrl(url);
    source.setUser("rigel");
    return source;
  }

  private void measure(String what, int threads, String file, DataSource source) throws Exception {
    var workers = Executors.newFixedThreadPool(threads);
    try (var open = source.getConnection();
        var statement = open.createStatement()) {
      statement.execute("create table kept (id uuid primary key, text varchar)");
      Callable<List<Duration>> work = () -> commit(source);
      var times = new ArrayList<Duration>();
      for (var done : workers.invokeAll(Collections.nCopies(threads, work))) {
        times.addAll(done.get());
      }
      assertThat(times).isNotEmpty();
      var timing = new Timing(times, 0);
      System.out.printf(
          "| %d | %s | %d | %.1f | %.1f | %d |%n",
          threads,
          what,
          times.size() / LASTS.toSeconds(),
          timing.percentile(50).toNanos() / 1e6,
          timing.percentile(99).toNanos() / 1e6,
          Files.size(directory.resolve(file + ".mv.db")) / times.size());
    } finally {
      workers.shutdown();
    }
  }

  private static List<Duration> commit(DataSource source) throws SQLException {
    var times = new ArrayList<Duration>();
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      var end = System.nanoTime() + LASTS.toNanos();
      while (System.nanoTime() < end) {
        var start = System.nanoTime();
        insert(connection);
        connection.commit();
        times.add(Duration.ofNanos(System.nanoTime() - start));
      }
    }
    return times;
  }

  private static void insert(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("insert into kept values (?, ?)")) {
      statement.setObject(1, UUID.randomUUID());
      statement.setString(2, "x".repeat(300));
      statement.executeUpdate();
    }
  }
}
