package dev.rigel.server.database;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of values that a statement reads as a table with the alias {@code v}. PostgreSQL takes them
 * as one JSON text: JPA providers, EclipseLink above all, spend more on many parameters than the
 * database on the rows. H2 cannot read JSON as a table and takes a parameter a value.
 */
public final class ValueTable {
  private final Database database;
  private final List<String> columns;
  private final List<String> types;

  /** Columns in their order, each as {@code "name type"} in SQL. */
  public ValueTable(Database database, String... columns) {
    this.database = database;
    this.columns = List.of(columns).stream().map(c -> c.substring(0, c.indexOf(' '))).toList();
    types = List.of(columns).stream().map(c -> c.substring(c.indexOf(' ') + 1)).toList();
  }

  /** How many rows one statement may have without getting slow. */
  public int mostRows() {
    return database == Database.POSTGRESQL ? 1_000 : LongList.MOST_PARAMETERS / columns.size();
  }

  /**
   * The table, to stand after {@code from} or {@code join}.
   *
   * @param rows each with its values in the columns' order
   */
  public Piece of(List<List<Object>> rows) {
    return new Piece.Made(sql(rows.size()), arguments(rows));
  }

  private String sql(int rows) {
    if (database == Database.POSTGRESQL) {
      var typed =
          IntStream.range(0, columns.size())
              .mapToObj(i -> columns.get(i) + " " + types.get(i))
              .collect(Collectors.joining(", "));
      return "json_to_recordset(cast(? as json)) v (" + typed + ")";
    }
    var row =
        types.stream()
            .map(type -> "cast(? as " + type + ")")
            .collect(Collectors.joining(", ", "(", ")"));
    var values = String.join(", ", Collections.nCopies(rows, row));
    return "(values " + values + ") v (" + String.join(", ", columns) + ")";
  }

  private List<Object> arguments(List<List<Object>> rows) {
    if (database == Database.POSTGRESQL) {
      return List.of(Columns.json(rows.stream().map(this::named).toList()));
    }
    var arguments = new ArrayList<Object>();
    rows.forEach(arguments::addAll);
    return arguments;
  }

  private LinkedHashMap<String, Object> named(List<Object> row) {
    var named = new LinkedHashMap<String, Object>();
    for (int i = 0; i < columns.size(); i++) {
      named.put(columns.get(i), row.get(i));
    }
    return named;
  }
}
