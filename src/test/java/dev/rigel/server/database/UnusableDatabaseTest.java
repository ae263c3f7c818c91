package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.fixture.LogWatch;
import dev.rigel.server.platform.StartFailure;
import dev.rigel.server.settings.ServerSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log says, in one line and without a secret, when the server cannot start. */
class UnusableDatabaseTest {
  private static final String SECRET = "hunter2";

  @TempDir Path directory;
  private final LogWatch log = new LogWatch(StartFailure.class.getName());

  @AfterEach
  void listenNoMore() {
    log.close();
  }

  @ParameterizedTest
  @CsvSource({
    "foo, foo",
    "jdbc:mysql://rigel:hunter2@db/rigel, jdbc:mysql:…",
    "postgres://rigel:hunter2@db/rigel, postgres:…",
    "jdbc:oracle:thin:rigel/hunter2@db, jdbc:oracle:…"
  })
  void a_url_of_another_database_is_told_by_its_kind(String url, String kind) {
    var words = "RIGEL_DATABASE_URL must begin with jdbc:postgresql: or jdbc:h2:, but is " + kind;

    fails(Map.of("RIGEL_DATABASE_URL", url), ServerSettings::load);

    assertThat(log.messages()).containsExactly(StartFailure.WORDS + words);
  }

  @Test
  void a_setting_that_cannot_be_read_is_named() {
    fails(Map.of("PREFECT_ORION_API_DEFAULT_LIMIT", "abc"), ServerSettings::load);

    assertThat(log.messages())
        .containsExactly(
            "Rigel cannot start: PREFECT_ORION_API_DEFAULT_LIMIT must be a whole number, 0"
                + " or more, but is 'abc'");
  }

  @Test
  void a_database_that_is_not_there_is_told_in_the_words_of_its_driver() {
    connecting("jdbc:postgresql://127.0.0.1:1/rigel");

    assertThat(log.messages())
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "Rigel cannot start: the database of RIGEL_DATABASE_URL cannot be reached:"
                            + " Connection to 127.0.0.1:1 refused."));
  }

  @Test
  void a_wrong_password_is_not_repeated() throws SQLException {
    var url = h2("kept");
    DriverManager.getConnection(url, "rigel", "right").close();

    connecting(url);

    assertThat(log.messages())
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("does not let RIGEL_DATABASE_USER 'rigel' in")
                    .contains("RIGEL_DATABASE_PASSWORD")
                    .doesNotContain(SECRET));
  }

  @Test
  void what_a_driver_quotes_of_the_url_is_hidden() {
    connecting(h2("odd") + ";PASSWROD=" + SECRET);
    connecting("jdbc:h2:" + SECRET);
    connecting("jdbc:postgresql://rigel:" + SECRET + "@[db");

    assertThat(log.messages()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(log.messages())
        .allSatisfy(line -> assertThat(line).doesNotContain(SECRET).hasLineCount(1));
  }

  private String h2(String name) {
    return "jdbc:h2:file:" + directory.resolve(name) + DatabaseUrl.H2_OPTIONS;
  }

  private void connecting(String url) {
    fails(
        Map.of("RIGEL_DATABASE_URL", url, "RIGEL_DATABASE_PASSWORD", SECRET),
        () -> {
          try (var connection = new RigelDataSource().getConnection();
              var statement = connection.createStatement()) {
            statement.execute("select 1");
          }
        });
  }

  private static void fails(Map<String, String> settings, ThrowingCallable act) {
    settings.forEach(System::setProperty);
    try {
      assertThatThrownBy(act).isInstanceOf(Exception.class);
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }
}
