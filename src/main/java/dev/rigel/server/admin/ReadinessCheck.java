package dev.rigel.server.admin;

import dev.rigel.contract.admin.Readiness;
import dev.rigel.server.database.Migrator;
import dev.rigel.server.database.Pulse;
import dev.rigel.server.platform.OwnThreads;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import javax.sql.DataSource;

/** Looks whether this server can do its work. */
@ApplicationScoped
class ReadinessCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Resource(lookup = "java:app/jdbc/rigel")
  DataSource source;

  @Resource ManagedThreadFactory threads;
  @Inject Pulse pulse;
  @EJB Migrator migrator;

  private DatabaseCheck database;

  @PostConstruct
  void start() {
    database = new DatabaseCheck(source, new OwnThreads(threads), PATIENCE, migrator.migrations());
  }

  /** Takes two seconds at most. */
  Readiness look() {
    var late = pulse.late();
    var services = late.isEmpty() ? Readiness.OK : "not done lately: " + String.join(", ", late);
    var found = database.look();
    return Readiness.of(found.database(), found.schema(), services);
  }
}
