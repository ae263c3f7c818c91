package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 on a disk that is full for a while. */
class FullDiskTest {
  @TempDir Path directory;
  private final AtomicLong nanos = new AtomicLong();
  private Connection first;
  private Connection second;

  @BeforeEach
  void open() throws SQLException {
    FilePath.register(new FullDisk());
    FullDisk.full = false;
    var source = new JdbcDataSource();
    source.setUrl(FusedFile.url("jdbc:h2:full:" + directory + "/rigel" + DatabaseUrl.H2_OPTIONS));
    var live = new LiveConnections(source, Database.H2, new Reachability(nanos::get), e -> {});
    first = LastingConnection.of(live);
    second = LastingConnection.of(live);
    try (var statement = first.createStatement()) {
      statement.execute("create table kept (number int, text varchar)");
    }
    first.setAutoCommit(false);
    second.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    FullDisk.full = false;
    first.close();
    second.close();
  }

  @Test
  void it_comes_back_by_itself_with_all_that_was_committed() throws SQLException {
    insert(first, 1);
    insert(second, 2);
    FullDisk.full = true;
    // the second one lies idle in the pool meanwhile
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> insert(first, 3))
          .satisfies(e -> assertThat(Outage.is(e)).as(e.toString()).isTrue());
      first.rollback();
      nanos.addAndGet(Reachability.PAUSE.toNanos());
    }

    FullDisk.full = false;

    insert(first, 4);
    insert(second, 5);
    assertThat(numbers(first)).contains(1, 2, 4, 5);
  }

  private static void insert(Connection connection, int number) throws SQLException {
    try (var statement = connection.prepareStatement("insert into kept values (?, ?)")) {
      statement.setInt(1, number);
      statement.setString(2, "x".repeat(10_000));
      statement.executeUpdate();
    }
    connection.commit();
  }

  private static List<Integer> numbers(Connection connection) throws SQLException {
    var numbers = new ArrayList<Integer>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select number from kept")) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    return numbers;
  }
}
