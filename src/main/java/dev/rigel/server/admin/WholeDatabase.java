package dev.rigel.server.admin;

import dev.rigel.server.database.Database;
import dev.rigel.server.database.RigelDataSource;
import dev.rigel.server.database.Rows;
import dev.rigel.server.database.Schema;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Empties, drops and makes the tables. */
@ApplicationScoped
class WholeDatabase {
  @Inject Rows rows;
  @Inject ServerSettings settings;

  /** Deletes every row. */
  @Transactional
  void clear() {
    rows.takeTheirTime();
    Schema.TABLES.forEach(table -> rows.change("delete from " + table));
  }

  /** Drops every table of ours; the server answers nothing useful until they are created again. */
  void drop() {
    schema().drop();
  }

  /** Makes the tables that are missing. */
  void create() {
    schema().create();
  }

  private Schema schema() {
    return new Schema(RigelDataSource.unhurried(settings), Database.of(settings));
  }
}
