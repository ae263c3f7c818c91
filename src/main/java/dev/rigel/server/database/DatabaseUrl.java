package dev.rigel.server.database;

import static dev.rigel.contract.setting.Settings.DATABASE_URL;
import static dev.rigel.contract.setting.Settings.HOME;

import dev.rigel.contract.setting.Setting;
import dev.rigel.server.settings.ServerSettings;
import java.nio.file.Path;
import java.util.Locale;

/**
 * JDBC URL of PostgreSQL or H2. It may hold a password.
 *
 * @param text the URL as it was given
 */
public record DatabaseUrl(String text) {
  /**
   * What an H2 URL of ours ends with. Lower-case names and PostgreSQL's grammar, so that one
   * migration and one statement serve both databases. Space in the file that is free is used again
   * after 5 s instead of 45: H2 waits so long because it does not know that each commit is flushed.
   * Sessions are in UTC: EclipseLink hands times over without a zone, and where clocks go back,
   * those of the second of two equal hours were stored an hour early.
   */
  public static final String H2_OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=20000;DB_CLOSE_ON_EXIT=FALSE;RETENTION_TIME=5000;TIME ZONE=UTC";

  /** That of the settings: the one given, or a file of H2 in Rigel's home. */
  static DatabaseUrl of(ServerSettings settings) {
    return settings
        .find(DATABASE_URL)
        .map(DatabaseUrl::new)
        .orElseGet(() -> h2(settings.get(HOME)));
  }

  private static DatabaseUrl h2(Path directory) {
    return new DatabaseUrl("jdbc:h2:file:" + directory.resolve("rigel") + H2_OPTIONS);
  }

  /** Whether it names PostgreSQL; else it names H2. */
  boolean isPostgresql() {
    return text.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:");
  }

  /** Not the URL: for that there is {@link #text}. */
  @Override
  public String toString() {
    return Setting.HIDDEN;
  }
}
