package dev.rigel.server.platform;

import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Keeps the clock in step with the database's, twice a minute. */
@Singleton
@Startup
@DependsOn("Migrator")
public class ClockTimer {
  private static final Logger LOG = System.getLogger(ClockTimer.class.getName());
  @EJB Migrator migrator;

  @Schedule(second = "*/30", minute = "*", hour = "*", persistent = false)
  @TransactionAttribute(NOT_SUPPORTED)
  void tick() {
    try {
      migrator.synchroniseClock();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "clock not read from the database; next try in 30 s", e);
    }
  }
}
