package dev.rigel.server.database;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/**
 * Runs SQL inside the caller's transaction. A statement is one text that the compiler knows; what
 * is given to it has names, {@code :now}, as {@code psql}'s variables have.
 */
@ApplicationScoped
public class Sql {
  @Inject EntityManager entities;
  @Inject ServerSettings settings;

  /**
   * A statement to bind and run. Text that is not constant goes in under a name: bind a {@link
   * Condition}, or another {@link Piece}, to it.
   */
  public Statement of(@CompileTimeConstant String text) {
    return new Statement(entities, Database.of(settings), text);
  }

  /**
   * Statements of this transaction may run for as long as they need: for deletes that meet a
   * million rows.
   */
  public void takeTheirTime() {
    var database = Database.of(settings);
    database.withoutTimeLimit().ifPresent(lift -> new Statement(entities, database, lift).change());
  }
}
