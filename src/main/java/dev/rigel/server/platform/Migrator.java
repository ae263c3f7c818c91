package dev.rigel.server.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Brings the schema up to date and the clock into step, before anything else starts. */
@DataSourceDefinition(
    name = "java:app/jdbc/rigel",
    className = "dev.rigel.server.platform.RigelDataSource",
    minPoolSize = 2,
    initialPoolSize = 2,
    maxPoolSize = 20,
    properties = "source=settings")
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrator {
  @Resource(lookup = "java:app/jdbc/rigel")
  DataSource source;

  @Inject ServerSettings settings;
  @Inject DatabaseClock clock;

  @PostConstruct
  void start() {
    new Schema(source, settings.database()).create();
    synchroniseClock();
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
