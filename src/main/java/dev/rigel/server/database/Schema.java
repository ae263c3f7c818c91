package dev.rigel.server.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables, as Flyway makes them. */
public final class Schema {
  /** Where Flyway keeps what it has done. */
  private static final String HISTORY = "flyway_schema_history";

  /**
   * What the migrations make, each before those that it refers to, so that every row goes whatever
   * the keys do; a test compares.
   */
  public static final List<String> TABLES =
      List.of(
          "log",
          "task_run_state_cache",
          "saved_search",
          "flow_run_notification_queue",
          "flow_run_notification_policy",
          "concurrency_slot",
          "concurrency_limit",
          "task_run_state",
          "task_run",
          "flow_run_state",
          "flow_run",
          "deployment_calendar",
          "deployment_turn",
          "deployment",
          "flow",
          "calendar",
          "agent",
          "work_queue",
          "block_document_reference",
          "block_document",
          "block_schema_reference",
          "block_schema",
          "block_type",
          "configuration");

  private final DataSource source;
  private final Flyway flyway;

  /**
   * Of a database that is there.
   *
   * @param source of connections of its own: one of a pool could be in a transaction
   */
  public Schema(DataSource source, Database database) {
    this.source = source;
    flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .locations(database.migrations())
            // an application server's batch tables may have come first; every migration still runs
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load();
  }

  /** Makes what is missing; several servers may do so at once. */
  public void create() {
    flyway.migrate();
  }

  /** Drops our tables, and nothing of anybody else who lives beside them. */
  public void drop() {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "drop table if exists " + String.join(", ", TABLES) + ", " + HISTORY + " cascade");
    } catch (SQLException e) {
      throw new IllegalStateException("tables not dropped", e);
    }
  }

  /** The versions of all migrations that this server knows. */
  public Set<String> known() {
    return Arrays.stream(flyway.info().all())
        .filter(migration -> migration.getScript().endsWith(".sql"))
        .map(migration -> Objects.toString(migration.getVersion(), ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The versions that a database has; quick. */
  public static Set<String> installed(DataSource source) throws SQLException {
    return Reads.of(
        source,
        "select version from " + HISTORY + " where success and version is not null",
        Schema::versions);
  }

  private static Set<String> versions(PreparedStatement statement) throws SQLException {
    var versions = new TreeSet<String>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        versions.add(rows.getString(1));
      }
    }
    return versions;
  }
}
