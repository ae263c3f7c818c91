package dev.rigel.server.admin;

import dev.rigel.server.platform.RigelDataSource;
import dev.rigel.server.platform.Schema;
import dev.rigel.server.platform.ServerSettings;
import dev.rigel.server.query.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

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

  @Inject Rows rows;
  @Inject ServerSettings settings;

  /** Deletes every row. */
  @Transactional
  void clear() {
    rows.takeTheirTime();
    TABLES.forEach(table -> rows.change("delete from " + table));
  }

  /** Drops every table of ours; the server answers nothing useful until they are made again. */
  void drop() {
    schema().drop();
  }

  /** Makes the tables that are missing. */
  void create() {
    schema().create();
  }

  private Schema schema() {
    return new Schema(RigelDataSource.unhurried(settings), settings.database());
  }
}
