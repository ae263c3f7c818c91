package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.server.harness.TestDatabase;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {

  /** WildFly makes the tables of its batch runtime before the application starts. */
  @Test
  void tables_of_somebody_else_do_not_keep_ours_away() throws SQLException {
    var source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + DatabaseUrl.H2_OPTIONS);
    try (var open = source.getConnection();
        var statement = open.createStatement()) {
      statement.execute("create table job_instance (id bigint)");

      new Schema(source, Database.H2).create();

      statement.execute("insert into job_instance values (1)");
      assertThat(statement.executeQuery("select count(*) from configuration").next()).isTrue();
      assertThat(statement.executeQuery("select count(*) from flow_run").next()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ours_are_the_tables_that_the_migrations_make(Database kind) throws SQLException {
    try (var database = TestDatabase.of(kind)) {
      assertThat(new Schema(database.source(), kind).tables())
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(
              tables(database).stream().filter(name -> !name.startsWith("flyway")).toList());
    }
  }

  /** Emptied in this order every row goes, whatever the keys do when theirs goes. */
  @ParameterizedTest
  @EnumSource
  void who_refers_to_a_table_comes_before_it(Database kind) throws SQLException {
    try (var database = TestDatabase.of(kind);
        var connection = database.source().getConnection()) {
      var tables = new Schema(database.source(), kind).tables();
      for (var table : tables) {
        try (var keys = connection.getMetaData().getImportedKeys(null, "public", table)) {
          while (keys.next()) {
            if (keys.getShort("DELETE_RULE") != DatabaseMetaData.importedKeySetNull) {
              assertThat(tables)
                  .as(keys.getString("FK_NAME"))
                  .containsSubsequence(table, keys.getString("PKTABLE_NAME"));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_neighbours_tables_are_not_dropped(Database kind) throws SQLException {
    try (var database = TestDatabase.of(kind)) {
      try (var connection = database.source().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create table job_instance (id bigint)");
      }

      new Schema(database.source(), kind).drop();

      assertThat(tables(database)).containsExactly("job_instance");
    }
  }

  private static List<String> tables(TestDatabase database) throws SQLException {
    var names = new ArrayList<String>();
    try (var connection = database.source().getConnection();
        var rows =
            connection
                .getMetaData()
                .getTables(null, "public", "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (rows.next()) {
        names.add(rows.getString("TABLE_NAME"));
      }
    }
    return names;
  }

  @ParameterizedTest
  @EnumSource
  void what_was_dropped_is_made_again(Database kind) throws SQLException {
    try (var database = TestDatabase.of(kind)) {
      var schema = new Schema(database.source(), kind);

      schema.drop();
      schema.create();

      try (var connection = database.source().getConnection();
          var statement = connection.createStatement()) {
        assertThat(statement.executeQuery("select count(*) from flow_run").next()).isTrue();
      }
    }
  }
}
