package dev.rigel.server.database;

import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import java.time.Duration;

/** Keeps the clock in step with the database's, twice a minute. */
@Singleton
@Startup
@DependsOn("Migrator")
public class ClockTimer {
  private static final String WORK = "reading the database's time";
  @EJB Migrator migrator;
  @Inject Pulse pulse;

  @PostConstruct
  void start() {
    pulse.expect(WORK, Duration.ofSeconds(30));
  }

  @Schedule(second = "*/30", minute = "*", hour = "*", persistent = false)
  @TransactionAttribute(NOT_SUPPORTED)
  void tick() {
    pulse.beat(WORK, migrator::synchroniseClock);
  }
}
