package dev.rigel.server.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The tables that are measured: fills them, and tells which were read from end to end. */
public record Tables(DataSource source) {
  private static final String IS_EMPTY = "select not exists (select 1 from flow_run)";

  /** Made again after the filling: sorting once is many times faster than a million insertions. */
  private static final String PLAIN_INDEXES =
      """
      select indexname, indexdef
        from pg_indexes
       where schemaname = current_schema
         and tablename in ('flow_run', 'flow_run_state', 'log', 'task_run', 'task_run_state')
         and indexname not in (select conname from pg_constraint)
      """;

  private static final String SEQUENTIAL_SCANS =
      """
      select relname, seq_scan
        from pg_stat_user_tables
       where relname in ('flow_run', 'flow_run_state', 'log', 'task_run', 'task_run_state')
      """;

  private static final String SIZES =
      "select count(*) || ' flow runs, ' || (select count(*) from flow_run_state) || ' states, '"
          + " || (select count(*) from log) || ' logs, ' || (select count(*) from deployment)"
          + " || ' deployments, ' || (select count(*) from task_run) || ' task runs, '"
          + " || pg_size_pretty(pg_database_size(current_database())) from flow_run";

  /** Fills empty tables with so many runs and what belongs to them; leaves filled ones alone. */
  public void fill(long runs) throws SQLException {
    try (var connection = source.getConnection()) {
      if (rows(connection, IS_EMPTY).containsKey("t")) {
        var indexes = rows(connection, PLAIN_INDEXES);
        execute(connection, indexes.keySet().stream().map(name -> "drop index " + name).toList());
        execute(connection, List.of(text("fill.sql").replace("${runs}", Long.toString(runs))));
        execute(connection, new ArrayList<>(indexes.values()));
        execute(connection, List.of("reset session_replication_role"));
      }
      execute(connection, List.of("vacuum analyze"));
    }
  }

  /** How much there is, in words. */
  public String size() throws SQLException {
    try (var connection = source.getConnection()) {
      return rows(connection, SIZES).keySet().iterator().next();
    }
  }

  /** How often each big table was read from end to end so far. */
  Map<String, String> sequentialScans() throws SQLException {
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
