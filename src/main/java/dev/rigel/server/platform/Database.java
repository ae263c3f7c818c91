package dev.rigel.server.platform;

import java.util.Locale;

/** The two databases, and everything in which they differ. */
public enum Database {
  /** Embedded, one server: for trying out, tests and small sites. */
  H2("h2"),
  /** Any number of servers. */
  POSTGRESQL("postgresql");

  private final String folder;

  Database(String folder) {
    this.folder = folder;
  }

  /** The database that a JDBC URL names; {@link IllegalArgumentException} for any other. */
  public static Database of(String url) {
    var lower = url.toLowerCase(Locale.ROOT);
    if (lower.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    if (lower.startsWith("jdbc:h2:")) {
      return H2;
    }
    throw new IllegalArgumentException(
        "RIGEL_DATABASE_URL must begin with jdbc:postgresql: or jdbc:h2:, but is "
            + url.replaceAll("[?;].*", ""));
  }

  /** Where Flyway finds the schema: what both share, then what only this one has. */
  public String[] migrations() {
    return new String[] {"classpath:db/migration/common", "classpath:db/migration/" + folder};
  }

  /**
   * A condition on a column with a JSON list of texts: it holds the text that {@link
   * #containsArgument} makes. H2 has no JSON containment; it looks for the element's own line, as
   * {@code Columns.Texts} writes one element a line.
   */
  public String contains(String column) {
    return this == POSTGRESQL
        ? "cast(" + column + " as jsonb) @> cast(? as jsonb)"
        : column + " like ? escape '!'";
  }

  /** The argument of {@link #contains} for an element, given as JSON text. */
  public String containsArgument(String element) {
    return this == POSTGRESQL
        ? "[" + element + "]"
        : "%\n" + element.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "\n%";
  }
}
