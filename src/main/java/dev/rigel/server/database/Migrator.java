package dev.rigel.server.database;

import dev.rigel.server.platform.Stopping;
import dev.rigel.server.settings.ServerSettings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;

/** Brings the schema up to date and the clock into step, before anything else starts. */
@DataSourceDefinition(
    name = "java:app/jdbc/rigel",
    className = "dev.rigel.server.database.RigelDataSource",
    minPoolSize = 2,
    initialPoolSize = 2,
    maxPoolSize = 20,
    properties = "source=settings")
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
// so that nobody waits for a reading of the clock that a database does not answer
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Migrator {
  /** For the work of a timer that is under way when the application ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Resource(lookup = "java:app/jdbc/rigel")
  DataSource source;

  @Inject ServerSettings settings;
  @Inject DatabaseClock clock;
  @Inject Pulse pulse;
  @Inject Event<Stopping> stopping;

  private Set<String> migrations;

  @PostConstruct
  void start() {
    try {
      var schema = new Schema(RigelDataSource.unhurried(settings), Database.of(settings));
      schema.create();
      migrations = schema.known();
      synchroniseClock();
    } catch (RuntimeException e) {
      new UnusableDatabase(settings).tell(e);
      throw e;
    }
  }

  /** The versions of the migrations that this server knows, and has seen in the database. */
  public Set<String> migrations() {
    return migrations;
  }

  /** Last of all timers: they depend on this one. */
  @PreDestroy
  void stop() {
    Stopping.tell(stopping);
    pulse.end(PATIENCE);
    RigelDataSource.end();
  }

  /** Takes the database's time anew. */
  public void synchroniseClock() {
    try {
      clock.synchronise(source);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the database's time", e);
    }
  }
}
