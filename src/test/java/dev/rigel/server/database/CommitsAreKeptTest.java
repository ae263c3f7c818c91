package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was committed on H2 is there when the process has been ended from one moment to the next.
 */
class CommitsAreKeptTest {
  private static final int WRITERS = 3;
  private static final int EACH = 150;

  @Test
  void all_that_a_halted_process_committed_is_there(@TempDir Path home)
      throws IOException, InterruptedException, SQLException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-DRIGEL_HOME=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            Committer.class.getName());
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("out.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("out.txt").isEqualTo(Committer.HALTED);

    assertThat(rows(home)).isEqualTo(WRITERS * EACH);
  }

  private static int rows(Path home) throws SQLException {
    var source = new JdbcDataSource();
    source.setUrl("jdbc:h2:file:" + home + "/rigel" + DatabaseUrl.H2_OPTIONS);
    source.setUser("rigel");
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var count = statement.executeQuery("select count(*) from kept")) {
      count.next();
      return count.getInt(1);
    }
  }

  /** The process that is ended: one row a transaction, then a halt at once. */
  static final class Committer {
    static final int HALTED = 42;

    public static void main(String[] arguments) throws Exception {
      var source = new RigelDataSource();
      try (var connection = source.getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create table kept (writer int, number int)");
      }
      var writers = Executors.newFixedThreadPool(WRITERS);
      List<Callable<Void>> work =
          List.of(() -> write(source, 1), () -> write(source, 2), () -> write(source, 3));
      for (Future<Void> done : writers.invokeAll(work)) {
        done.get();
      }
      Runtime.getRuntime().halt(HALTED);
    }

    /** Leaves its connection open: H2 writes all when the last one is closed. */
    private static Void write(RigelDataSource source, int writer) throws SQLException {
      var connection = source.getConnection();
      connection.setAutoCommit(false);
      for (int i = 0; i < EACH; i++) {
        insert(connection, writer, i);
        connection.commit();
      }
      return null;
    }

    private static void insert(Connection connection, int writer, int number) throws SQLException {
      try (var statement = connection.prepareStatement("insert into kept values (?, ?)")) {
        statement.setInt(1, writer);
        statement.setInt(2, number);
        statement.executeUpdate();
      }
    }
  }
}
