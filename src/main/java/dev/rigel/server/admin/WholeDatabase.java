package dev.rigel.server.admin;

import dev.rigel.server.database.Database;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.RigelDataSource;
import dev.rigel.server.database.Schema;
import dev.rigel.server.database.Sql;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** Empties, drops and makes the tables. */
@ApplicationScoped
class WholeDatabase {
  @Inject Sql sql;
  @Inject ServerSettings settings;

  /** Deletes every row. */
  @Transactional
  void clear() {
    var tables = tables();
    sql.takeTheirTime();
    tables.forEach(
        table ->
            sql.of("delete from :table").bind("table", new Piece.Made(table, List.of())).change());
  }

  /** Drops every table of ours; the server answers nothing useful until they are created again. */
  void drop() {
    schema().drop();
  }

  /** Makes the tables that are missing. */
  void create() {
    schema().create();
  }

  List<String> tables() {
    return schema().tables();
  }

  private Schema schema() {
    return new Schema(RigelDataSource.unhurried(settings), Database.of(settings));
  }
}
