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
import java.util.UUID;

/** Empties, drops and makes the tables. */
@ApplicationScoped
class WholeDatabase {
  /** A page: there may be millions. */
  private static final String LOCK =
      """
      select :key
        from :table
       where :key > :last
       order by :key
       limit 10000
         for update
      """;

  /** As those who take slots do. */
  private static final String LOCK_LIMITS =
      "select id from concurrency_limit order by tag for update";

  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final Piece ID = Piece.of("id");

  @Inject Sql sql;
  @Inject ServerSettings settings;

  /**
   * Deletes every row. Whatever other transactions lock is locked first, in their order ({@code
   * orchestration.Locks}), so that no two wait for each other (deadlock).
   */
  @Transactional
  void clear() {
    var tables = tables();
    sql.takeTheirTime();
    lockAll();
    tables.forEach(
        table ->
            sql.of("delete from :table").bind("table", new Piece.Made(table, List.of())).change());
  }

  private void lockAll() {
    lock(Piece.of("agent"), ID);
    lock(Piece.of("calendar"), ID);
    lock(Piece.of("flow"), ID);
    lock(Piece.of("deployment"), ID);
    lock(Piece.of("flow_run"), ID);
    lock(Piece.of("deployment_turn"), Piece.of("deployment_id"));
    lock(Piece.of("work_queue"), ID);
    lock(Piece.of("task_run"), ID);
    sql.of(LOCK_LIMITS).rows();
  }

  private void lock(Piece table, Piece key) {
    var last = BEFORE_ALL;
    List<UUID> page;
    do {
      page = sql.of(LOCK).bind("table", table).bind("key", key).bind("last", last).ids();
      last = page.isEmpty() ? last : page.get(page.size() - 1);
    } while (!page.isEmpty());
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
