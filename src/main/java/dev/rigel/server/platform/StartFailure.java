package dev.rigel.server.platform;

import dev.rigel.contract.json.StorableText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Set;

/**
 * Why Rigel cannot start, as one line of the server's log: what is wrong, with which setting, and
 * what to do. Servers tell of it in pages of stack traces, and Payara Micro then calls itself
 * ready; {@code rigel server start} looks for this line. It holds no secret.
 */
final class StartFailure {
  /** What the line begins with; {@code cli.ServerProcess} knows it too. */
  static final String WORDS = "Rigel cannot start: ";

  private static final Logger LOG = System.getLogger(StartFailure.class.getName());

  /** H2: a user or a password that are not those of the file. PostgreSQL: the same. */
  private static final Set<String> NOT_LET_IN = Set.of("28000", "28P01");

  /** H2: another process has the file. */
  private static final Set<String> IN_USE = Set.of("90020");

  private final ServerSettings settings;

  StartFailure(ServerSettings settings) {
    this.settings = settings;
  }

  /** Settings that cannot be used. */
  static void tell(String why) {
    LOG.log(Level.ERROR, WORDS + StorableText.message(why.replaceAll("\\s*\\R\\s*", " ")));
  }

  /** The database cannot be used. */
  void tell(Throwable failure) {
    tell(ofDatabase(failure));
  }

  private String ofDatabase(Throwable failure) {
    for (var cause : Outage.causes(failure)) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return ofDatabase(sql);
      }
    }
    return "the database of RIGEL_DATABASE_URL cannot be used: " + reason(failure);
  }

  private String ofDatabase(SQLException failure) {
    var state = failure.getSQLState();
    if (NOT_LET_IN.contains(state)) {
      return "the database of RIGEL_DATABASE_URL does not let RIGEL_DATABASE_USER '"
          + settings.databaseUser()
          + "' in with this RIGEL_DATABASE_PASSWORD ("
          + reason(failure)
          + ")";
    }
    if (IN_USE.contains(state)) {
      return "the H2 database is in use by another server; end that one, or take another RIGEL_HOME"
          + " or RIGEL_DATABASE_URL";
    }
    if (state.startsWith("08")) {
      return "the database of RIGEL_DATABASE_URL cannot be reached: " + reason(failure);
    }
    return "the database of RIGEL_DATABASE_URL cannot be used: " + reason(failure);
  }

  /** In the driver's words; they may quote what the settings say. */
  private String reason(Throwable failure) {
    var text = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
    var hidden = text.replace(settings.databaseUrl(), "RIGEL_DATABASE_URL");
    var password = settings.databasePassword();
    return password.isEmpty() ? hidden : hidden.replace(password, "********");
  }
}
