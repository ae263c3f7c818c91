package dev.rigel.server.admin;

import static java.sql.DatabaseMetaData.columnNoNulls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WholeDatabaseTest {

  @ParameterizedTest
  @EnumSource
  void every_row_goes_but_a_neighbours_and_the_server_works_on(Database kind) throws SQLException {
    try (var server = ServerHarness.on(kind, JpaProvider.HIBERNATE);
        var connection = server.database().source().getConnection()) {
      var whole = server.get(WholeDatabase.class);
      var tables = whole.tables();
      fill(connection, tables);
      execute(connection, "create table job_instance (id bigint)");
      execute(connection, "insert into job_instance values (1)");
      assertThat(tables).hasSizeGreaterThan(20).allMatch(table -> rows(connection, table) == 1);

      whole.clear();

      assertThat(tables).allMatch(table -> rows(connection, table) == 0);
      assertThat(rows(connection, "job_instance")).isOne();
      assertThat(rows(connection, "flyway_schema_history")).isPositive();
      assertThat(new Scenario(server).flow("f")).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // gate: the runs, then the deployments' locks (Locks)
        "POSTGRESQL|select id from flow_run order by id for update|select deployment_id from deployment_turn for update",
        "H2|select id from flow_run order by id for update|select deployment_id from deployment_turn for update",
        // scheduler's pass: the deployments, then how far they are planted
        "POSTGRESQL|select id from deployment for update|update deployment_planting set replant_at = null",
        "H2|select id from deployment for update|update deployment_planting set replant_at = null",
        // gate: the task run, then the limits on its tags (Locks)
        "POSTGRESQL|select id from task_run for update|select id from concurrency_limit order by tag for update",
        "H2|select id from task_run for update|select id from concurrency_limit order by tag for update",
      })
  void it_waits_for_those_that_lock_in_the_usual_order(Database kind, String first, String second)
      throws SQLException {
    try (var server = ServerHarness.on(kind, JpaProvider.HIBERNATE);
        var other = server.database().source().getConnection();
        var watch = server.database().source().getConnection()) {
      var policy = SchedulePolicyBuilder.builder().overlap(Overlap.skip).build();
      var scenario = new Scenario(server);
      scenario.deployment(
          "d", "q", new IntervalSchedule(Duration.ofMinutes(10), null, null), policy);
      scenario.task(scenario.run(EmpiricalPolicy.NONE), "t", EmpiricalPolicy.NONE, "tag");
      scenario.limitTag("tag", 1);
      if (kind == Database.H2) {
        execute(other, "set lock_timeout 1000");
      }
      other.setAutoCommit(false);
      execute(other, first);
      var clearing = CompletableFuture.runAsync(() -> server.get(WholeDatabase.class).clear());
      while (!server.database().doesAnybodyWait(watch)) {
        Thread.onSpinWait();
      }
      assertThatCode(() -> execute(other, second)).doesNotThrowAnyException();
      other.commit();
      assertThatCode(clearing::join).doesNotThrowAnyException();
    }
  }

  /** A row in each, from those that others refer to. */
  private static void fill(Connection connection, List<String> tables) throws SQLException {
    for (int i = tables.size() - 1; i >= 0; i--) {
      execute(connection, insertion(connection, tables.get(i)));
    }
  }

  /** Of what must be there: keys lead to the row of the other table. */
  private static String insertion(Connection connection, String table) throws SQLException {
    var keys = keys(connection, table);
    var names = new StringJoiner(", ");
    var values = new StringJoiner(", ");
    try (var columns = connection.getMetaData().getColumns(null, "public", table, null)) {
      while (columns.next()) {
        if (columns.getInt("NULLABLE") == columnNoNulls) {
          var name = columns.getString("COLUMN_NAME");
          names.add(name);
          values.add(keys.getOrDefault(name, value(columns.getInt("DATA_TYPE"))));
        }
      }
    }
    return "insert into " + table + " (" + names + ") values (" + values + ")";
  }

  private static Map<String, String> keys(Connection connection, String table) throws SQLException {
    var keys = new HashMap<String, String>();
    try (var rows = connection.getMetaData().getImportedKeys(null, "public", table)) {
      while (rows.next()) {
        keys.put(
            rows.getString("FKCOLUMN_NAME"),
            "(select %s from %s)"
                .formatted(rows.getString("PKCOLUMN_NAME"), rows.getString("PKTABLE_NAME")));
      }
    }
    return keys;
  }

  private static String value(int type) {
    return switch (type) {
      case Types.VARCHAR, Types.CHAR, Types.CLOB, Types.LONGVARCHAR -> "'[]'";
      case Types.BOOLEAN, Types.BIT -> "false";
      case Types.TIMESTAMP_WITH_TIMEZONE, Types.TIMESTAMP, Types.DATE -> "current_timestamp";
      case Types.INTEGER, Types.BIGINT, Types.SMALLINT, Types.DOUBLE, Types.REAL, Types.NUMERIC ->
          "1";
      default -> "cast('" + UUID.randomUUID() + "' as uuid)";
    };
  }

  private static long rows(Connection connection, String table) {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
