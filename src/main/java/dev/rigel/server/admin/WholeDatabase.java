package dev.rigel.server.admin;

import dev.rigel.server.platform.Schema;
import dev.rigel.server.platform.ServerSettings;
import dev.rigel.server.query.Rows;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import javax.sql.DataSource;

/** Empties, drops and makes the tables. */
@ApplicationScoped
public class WholeDatabase {
  /** Roots of the foreign keys last, so that every row goes whatever the cascades do. */
  private static final List<String> TABLES =
      List.of(
          "log",
          "task_run_state_cache",
          "concurrency_limit",
          "saved_search",
          "flow_run_notification_queue",
          "flow_run_notification_policy",
          "flow",
          "calendar",
          "work_queue",
          "block_document",
          "block_schema",
          "block_type",
          "configuration");

  @Resource(lookup = "java:app/jdbc/rigel")
  DataSource source;

  @Inject Rows rows;
  @Inject ServerSettings settings;

  /** Deletes every row. */
  @Transactional
  void clear() {
    TABLES.forEach(table -> rows.change("delete from " + table));
  }

  /** Drops every table; the server answers nothing useful until they are made again. */
  void drop() {
    new Schema(source, settings.database()).drop();
  }

  /** Makes the tables that are missing. */
  void create() {
    new Schema(source, settings.database()).create();
  }
}
