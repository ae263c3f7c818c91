package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.server.harness.TestDatabase;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueTableTest {
  private static final UUID ID = UUID.fromString("0f4b1d9a-3a34-4d0f-9d0b-6e4b0c3f3a11");
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2022-11-06T06:30:00.123456Z");
  private static final List<String> WORDS =
      List.of("a'b", "\"", "\\", "[\n\"x\"\n]", "?", "é👋", "", "null");

  @ParameterizedTest
  @EnumSource
  void a_statement_reads_what_was_given(Database database) throws SQLException {
    var table =
        new ValueTable(
            database, "id uuid", "number integer", "word varchar", "time timestamp with time zone");
    var given = new ArrayList<List<Object>>();
    IntStream.range(0, WORDS.size()).forEach(i -> given.add(List.of(ID, i, WORDS.get(i), TIME)));
    given.add(Arrays.asList(null, WORDS.size(), null, null));

    assertThat(read(database, table, given)).isEqualTo(given);
  }

  private static List<List<Object>> read(
      Database database, ValueTable table, List<List<Object>> given) throws SQLException {
    var piece = table.of(given);
    var sql = "select * from " + piece.sql() + " order by v.number";
    try (var own = TestDatabase.of(database);
        var connection = own.source().getConnection();
        var query = connection.prepareStatement(sql)) {
      var next = 1;
      for (var argument : piece.arguments()) {
        query.setObject(next++, argument);
      }
      var read = new ArrayList<List<Object>>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          read.add(
              Arrays.asList(
                  rows.getObject(1, UUID.class),
                  rows.getInt(2),
                  rows.getString(3),
                  rows.getObject(4, OffsetDateTime.class)));
        }
      }
      return read;
    }
  }
}
