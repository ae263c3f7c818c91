package dev.rigel.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of connections when the application ends. */
class LiveConnectionsTest {
  @TempDir Path directory;
  private final JdbcDataSource source = new JdbcDataSource();
  private LiveConnections live;

  @BeforeEach
  void open() {
    source.setUrl("jdbc:h2:file:" + directory.resolve("rigel") + ServerSettings.H2_OPTIONS);
    live = new LiveConnections(source, Database.H2, new Reachability(System::nanoTime));
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

  /** H2's threads that write this file; they are there as long as it is open. */
  private List<String> writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.contains(directory.getFileName().toString()))
        .toList();
  }
}
