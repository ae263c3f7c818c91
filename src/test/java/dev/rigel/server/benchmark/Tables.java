package dev.rigel.server.benchmark;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The tables that are measured: fills them, and tells which were read from end to end. */
public record Tables(Database kind, DataSource source) {
  private static final String IS_EMPTY = "select 'empty' where not exists (select 1 from flow_run)";

  /** Those that fill.sql fills, each after those that it refers to. */
  private static final List<String> FILLED =
      List.of(
          "flow",
          "work_queue",
          "deployment",
          "deployment_planting",
          "flow_run",
          "flow_run_state",
          "log",
          "task_run",
          "task_run_state");

  /** Made again after the filling: sorting once is many times faster than a million insertions. */
  private static final String PLAIN_INDEXES =
      """
      select indexname, indexdef
        from pg_indexes
       where schemaname = current_schema
         and tablename in ('flow_run', 'flow_run_state', 'log', 'task_run', 'task_run_state')
         and indexname not in (select conname from pg_constraint)
      """;

  private static final int ROWS_AT_ONCE = 1000;

  private static final String SEQUENTIAL_SCANS =
      """
      select relname, seq_scan
        from pg_stat_user_tables
       where relname in ('flow_run', 'flow_run_state', 'log', 'task_run', 'task_run_state')
      """;

  private static final String SIZES =
      "select count(*) || ' flow runs, ' || (select count(*) from flow_run_state) || ' states, '"
          + " || (select count(*) from log) || ' logs, ' || (select count(*) from deployment)"
          + " || ' deployments, ' || (select count(*) from task_run) || ' task runs' from flow_run";

  /** Fills empty tables with so many runs and what belongs to them; leaves filled ones alone. */
  public void fill(long runs) throws SQLException {
    try (var connection = source.getConnection()) {
      if (rows(connection, IS_EMPTY).containsKey("empty")) {
        if (kind == Database.H2) {
          copyOfPostgresql(connection, runs);
        } else {
          fill(connection, runs);
        }
      }
      execute(connection, List.of(kind == Database.H2 ? "analyze" : "vacuum analyze"));
    }
  }

  private static void fill(Connection connection, long runs) throws SQLException {
    var indexes = rows(connection, PLAIN_INDEXES);
    execute(connection, indexes.keySet().stream().map(name -> "drop index " + name).toList());
    execute(connection, List.of(text("fill.sql").replace("${runs}", Long.toString(runs))));
    execute(connection, new ArrayList<>(indexes.values()));
    execute(connection, List.of("reset session_replication_role"));
  }

  /** H2 does not understand fill.sql, and both are to hold the same. */
  private static void copyOfPostgresql(Connection target, long runs) throws SQLException {
    try (var database = TestDatabase.of(Database.POSTGRESQL);
        var filled = database.source().getConnection()) {
      fill(filled, runs);
      filled.setAutoCommit(false); // else the driver reads a table as a whole
      for (var table : FILLED) {
        copy(table, filled, target);
      }
    }
  }

  private static void copy(String table, Connection from, Connection to) throws SQLException {
    try (var select = from.createStatement()) {
      select.setFetchSize(ROWS_AT_ONCE);
      try (var rows = select.executeQuery("select * from " + table)) {
        insert(table, rows, to);
      }
    }
  }

  private static void insert(String table, ResultSet rows, Connection to) throws SQLException {
    var columns = new StringJoiner(", ", " (", ")");
    var values = new StringJoiner(", ", " values (", ")");
    var count = rows.getMetaData().getColumnCount();
    for (int i = 1; i <= count; i++) {
      columns.add(rows.getMetaData().getColumnName(i));
      values.add("?");
    }
    try (var insert = to.prepareStatement("insert into " + table + columns + values)) {
      for (int row = 1; rows.next(); row++) {
        for (int i = 1; i <= count; i++) {
          insert.setObject(i, value(rows, i));
        }
        insert.addBatch();
        if (row % ROWS_AT_ONCE == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static Object value(ResultSet rows, int column) throws SQLException {
    return rows.getMetaData().getColumnTypeName(column).equals("timestamptz")
        ? rows.getObject(column, OffsetDateTime.class)
        : rows.getObject(column);
  }

  /** How much there is, in words. */
  public String size() throws SQLException {
    try (var connection = source.getConnection()) {
      return rows(connection, SIZES).keySet().iterator().next();
    }
  }

  /** How often each big table was read from end to end so far; H2 does not tell. */
  Map<String, String> sequentialScans() throws SQLException {
    if (kind == Database.H2) {
      return Map.of();
    }
    try (var connection = source.getConnection()) {
      execute(connection, List.of("select pg_stat_force_next_flush()"));
      return rows(connection, SEQUENTIAL_SCANS);
    }
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** First columns, with the second ones where there are any. */
  private static Map<String, String> rows(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var columns = result.getMetaData().getColumnCount();
      var rows = new TreeMap<String, String>();
      while (result.next()) {
        rows.put(result.getString(1), result.getString(columns));
      }
      return rows;
    }
  }

  private static String text(String name) {
    try (var in = Tables.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
