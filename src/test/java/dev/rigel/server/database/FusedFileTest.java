package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of H2 that are not written any more after a failure. */
class FusedFileTest {
  @TempDir Path directory;

  @BeforeEach
  void registerDisk() {
    FilePath.register(new FullDisk());
  }

  @AfterEach
  void makeRoom() {
    FullDisk.full = false;
  }

  @Test
  void after_a_failure_nothing_is_written_until_it_is_opened_anew() throws IOException {
    var file = directory.resolve("file");
    try (var channel = open(file)) {
      channel.write(bytes("kept"), 0);
      FullDisk.full = true;
      assertThatIOException().isThrownBy(() -> channel.write(bytes("fails"), 4));
      FullDisk.full = false;

      assertThatIOException()
          .isThrownBy(() -> channel.write(bytes("lost"), 0))
          .withMessage("nothing is written after a failure: No space left on device");
      assertThatIOException()
          .isThrownBy(() -> channel.write(bytes("lost")))
          .withMessage("nothing is written after a failure: No space left on device");
      assertThatIOException().isThrownBy(() -> channel.truncate(1));
      assertThatIOException().isThrownBy(() -> channel.force(true));
      assertThat(channel.read(ByteBuffer.allocate(4), 0)).isEqualTo(4);
    }
    assertThat(file).hasContent("kept");

    try (var channel = open(file)) {
      channel.write(bytes("more"), 4);
      channel.force(true);
    }

    assertThat(file).hasContent("keptmore");
  }

  @Test
  void a_write_for_which_there_is_no_room_changes_nothing() throws IOException {
    var file = directory.resolve("file");
    Files.writeString(file, "kept");
    try (var channel = open(file)) {
      FullDisk.greatest = 6;

      assertThatIOException().isThrownBy(() -> channel.write(bytes("changed"), 2));
    } finally {
      FullDisk.greatest = Long.MAX_VALUE;
    }

    assertThat(file).hasContent("kept");
  }

  private static FileChannel open(Path file) throws IOException {
    FusedFile.url("jdbc:h2:file:" + file);
    return FilePath.get("fused:full:" + file).open("rw");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:file:/srv/rigel;MODE=PostgreSQL, jdbc:h2:fused:/srv/rigel;MODE=PostgreSQL",
    "jdbc:h2:/srv/rigel, jdbc:h2:fused:/srv/rigel",
    "jdbc:h2:~/rigel, jdbc:h2:fused:~/rigel",
    "jdbc:h2:./rigel, jdbc:h2:fused:./rigel",
    "jdbc:h2:C:/rigel, jdbc:h2:fused:C:/rigel",
    "jdbc:h2:async:/srv/rigel, jdbc:h2:fused:async:/srv/rigel",
  })
  void every_url_of_a_file_is_opened_so(String url, String fused) {
    assertThat(FusedFile.url(url)).isEqualTo(fused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:rigel",
        "jdbc:h2:mem:",
        "jdbc:h2:tcp://localhost/rigel",
        "jdbc:h2:ssl://localhost/rigel",
        "jdbc:h2:zip:/srv/rigel.zip!/rigel",
        "jdbc:h2:fused:/srv/rigel"
      })
  void others_are_as_they_were(String url) {
    assertThat(FusedFile.url(url)).isEqualTo(url);
  }

  @Test
  void it_is_the_same_file_as_before() throws SQLException {
    var url = "jdbc:h2:file:" + directory.resolve("rigel") + DatabaseUrl.H2_OPTIONS;
    execute(url, "create table kept (number int)");

    execute(FusedFile.url(url), "insert into kept values (1)");

    execute(url, "select number from kept");
    assertThat(directory.resolve("rigel.mv.db")).exists();
  }

  @Test
  void a_database_that_was_closed_in_order_is_opened_as_one_that_was_not()
      throws SQLException, IOException {
    var file = directory.resolve("rigel.mv.db");
    execute("jdbc:h2:file:" + directory.resolve("rigel"), "create table kept (number int)");
    var copies = Files.readString(file, StandardCharsets.ISO_8859_1).substring(0, 8192);
    assertThat(copies.substring(4096)).contains(",clean:1,").isEqualTo(copies.substring(0, 4096));
    var shown = ByteBuffer.allocate(8192);

    try (var channel = open(file)) {
      assertThat(channel.read(shown, 0)).isEqualTo(8192);
    }

    assertThat(new String(shown.array(), StandardCharsets.ISO_8859_1))
        .isEqualTo(copies.substring(0, 4096) + "\0".repeat(4096));
  }

  private static void execute(String url, String sql) throws SQLException {
    var source = new JdbcDataSource();
    source.setUrl(url);
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
