package dev.rigel.server.query;

import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Counts the rows of a list, all of them or up to a number where the caller stops to care. */
@ApplicationScoped
public class Counts {
  private static final String ALL = "select count(*) from :table where :fits";

  /** Reads no further than to the last row that it counts. */
  private static final String AT_MOST =
      """
      select count(*)
        from (select 1
                from :table
               where :fits
               limit :at_most) counted
      """;

  @Inject Sql sql;

  /**
   * How many rows fit.
   *
   * @param table with its alias
   * @param atMost the answer for more rows than that, too; null counts all
   */
  public int of(Piece table, Condition fits, @Nullable Integer atMost) {
    return atMost == null
        ? sql.of(ALL).bind("table", table).bind("fits", fits).count()
        : sql.of(AT_MOST).bind("table", table).bind("fits", fits).bind("at_most", atMost).count();
  }
}
