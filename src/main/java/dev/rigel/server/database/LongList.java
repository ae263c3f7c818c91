package dev.rigel.server.database;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A list of which each value as a parameter would be too many for a statement: EclipseLink looks at
 * all parameters of a native query once for each of them, and 10,000 took 11 s. It goes as one
 * array of texts, which both JPA providers pass on, and a statement reads it as a table. H2 would
 * make the rows of {@code unnest} anew for each row that it compares; of a range, by whose numbers
 * it looks into the array, it knows that nothing has changed. PostgreSQL would count through the
 * array for each of these numbers.
 */
record LongList(Database database, Collection<?> values) implements Piece {
  /** Up to here a parameter each is as quick, and the databases plan best with them. */
  static final int MOST_PARAMETERS = 250;

  private static final Map<Class<?>, String> TYPES =
      Map.of(UUID.class, "uuid", String.class, "varchar");

  static boolean is(Collection<?> values) {
    return values.size() > MOST_PARAMETERS;
  }

  /**
   * What stands after {@code in (}.
   *
   * @throws IllegalArgumentException for values of a type that nobody has listed yet
   */
  @Override
  public String sql() {
    var type = values.iterator().next().getClass();
    var name = TYPES.get(type);
    if (name == null) {
      throw new IllegalArgumentException("no long lists of " + type + " yet");
    }
    return "select cast(" + value() + " as " + name + ") from " + table();
  }

  /** Some value, a text, makes a condition true, with that in the place of its question mark. */
  Condition any(String condition) {
    return new Condition(condition.replace("?", value()), arguments()).exists(table());
  }

  private String value() {
    return database == Database.POSTGRESQL ? "v.x" : "v.x[n.x]";
  }

  private String table() {
    return database == Database.POSTGRESQL
        ? "unnest(cast(? as varchar array)) v (x)"
        : "(select cast(? as varchar array) as x) v cross join system_range(1, %d) n (x)"
            .formatted(values.size());
  }

  @Override
  public List<?> arguments() {
    return List.<Object>of((Object) values.stream().map(Object::toString).toArray(String[]::new));
  }
}
