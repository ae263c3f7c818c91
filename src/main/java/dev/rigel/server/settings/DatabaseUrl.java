package dev.rigel.server.settings;

import java.util.Locale;

/**
 * JDBC URL of PostgreSQL or H2. It may hold a password: not for logs.
 *
 * @param text the URL as it was given
 */
public record DatabaseUrl(String text) {
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String H2 = "jdbc:h2:";

  /**
   * What an H2 URL of ours ends with. Lower-case names and PostgreSQL's grammar, so that one
   * migration and one statement serve both databases. Space in the file that is free is used again
   * after 5 s instead of 45: H2 waits so long because it does not know that each commit is flushed.
   */
  public static final String H2_OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=20000;DB_CLOSE_ON_EXIT=FALSE;RETENTION_TIME=5000";

  /** {@link IllegalArgumentException} for a database of another kind. */
  public DatabaseUrl {
    if (!begins(text, POSTGRESQL) && !begins(text, H2)) {
      throw new IllegalArgumentException(
          "RIGEL_DATABASE_URL must begin with jdbc:postgresql: or jdbc:h2:, but is " + kind(text));
    }
  }

  /** A file of H2 in a directory. */
  static DatabaseUrl h2(String directory) {
    return new DatabaseUrl("jdbc:h2:file:" + directory + "/rigel" + H2_OPTIONS);
  }

  /** Whether it names PostgreSQL; else it names H2. */
  public boolean isPostgresql() {
    return begins(text, POSTGRESQL);
  }

  private static boolean begins(String url, String kind) {
    return url.toLowerCase(Locale.ROOT).startsWith(kind);
  }

  /** What follows may hold a password. */
  private static String kind(String url) {
    var kind = url.replaceAll("^((jdbc:)?[\\w.+-]*:?).*", "$1");
    return kind.equals(url) ? url : kind + "…";
  }
}
