package dev.rigel.server.database;

import static dev.rigel.contract.setting.Settings.DATABASE_PASSWORD;
import static dev.rigel.contract.setting.Settings.DATABASE_URL;
import static dev.rigel.contract.setting.Settings.DATABASE_USER;
import static dev.rigel.contract.setting.Settings.HOME;

import dev.rigel.contract.setting.Setting;
import dev.rigel.server.platform.StartFailure;
import dev.rigel.server.settings.ServerSettings;
import java.sql.SQLException;
import java.util.Set;

/** Says with which setting it has to do that the database cannot be used, and what to do. */
final class UnusableDatabase {
  /** H2: a user or a password that are not those of the file. PostgreSQL: the same. */
  private static final Set<String> NOT_LET_IN = Set.of("28000", "28P01");

  /** H2: another process has the file. */
  private static final Set<String> IN_USE = Set.of("90020");

  private final ServerSettings settings;

  UnusableDatabase(ServerSettings settings) {
    this.settings = settings;
  }

  /** Tells why it cannot be used; without what the settings keep secret. */
  void tell(Throwable failure) {
    StartFailure.tell(ofDatabase(failure));
  }

  private String ofDatabase(Throwable failure) {
    for (var cause : Outage.causes(failure)) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return ofDatabase(sql);
      }
    }
    return "the database of " + DATABASE_URL + " cannot be used: " + reason(failure);
  }

  private String ofDatabase(SQLException failure) {
    var state = failure.getSQLState();
    if (NOT_LET_IN.contains(state)) {
      return "the database of %s does not let %s '%s' in with this %s (%s)"
          .formatted(
              DATABASE_URL,
              DATABASE_USER,
              settings.get(DATABASE_USER),
              DATABASE_PASSWORD,
              reason(failure));
    }
    if (IN_USE.contains(state)) {
      return "the H2 database is in use by another server; end that one, or take another "
          + HOME
          + " or "
          + DATABASE_URL;
    }
    if (state.startsWith("08")) {
      return "the database of " + DATABASE_URL + " cannot be reached: " + reason(failure);
    }
    return "the database of " + DATABASE_URL + " cannot be used: " + reason(failure);
  }

  /** In the driver's words; they may quote what the settings say. */
  private String reason(Throwable failure) {
    var text = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
    var hidden = text.replace(DatabaseUrl.of(settings).text(), DATABASE_URL.name());
    var password = settings.get(DATABASE_PASSWORD);
    return password.isEmpty() ? hidden : hidden.replace(password, Setting.HIDDEN);
  }
}
