package dev.rigel.server.database;

import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;

/** What the features inject. */
@ApplicationScoped
public class Providers {
  private final DatabaseClock clock = new DatabaseClock();
  private final ServerSettings settings = ServerSettings.load();

  @PersistenceContext(unitName = "rigel")
  private EntityManager entityManager;

  @Produces
  @Dependent
  public Clock clock() {
    return clock;
  }

  /** The same, where it is kept right. */
  @Produces
  @Dependent
  @Typed(DatabaseClock.class)
  DatabaseClock databaseClock() {
    return clock;
  }

  /** The settings, read once. */
  @Produces
  @Dependent
  public ServerSettings settings() {
    return settings;
  }

  /** The container's entity manager, which finds the transaction of the thread. */
  @Produces
  @Dependent
  public EntityManager entityManager() {
    return entityManager;
  }
}
