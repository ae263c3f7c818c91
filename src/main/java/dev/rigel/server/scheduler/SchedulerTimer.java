package dev.rigel.server.scheduler;

import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import dev.rigel.server.platform.ServerSettings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/**
 * Wakes {@link Scheduler} every minute (setting, 60 s). Opens no transaction; each page has its
 * own.
 */
@Singleton
@Startup
@DependsOn("Migrator")
public class SchedulerTimer {
  private static final Logger LOG = System.getLogger(SchedulerTimer.class.getName());
  @Resource TimerService timers;
  @Inject Scheduler scheduler;
  @Inject ServerSettings settings;

  @PostConstruct
  void start() {
    if (settings.schedulerEnabled()) {
      timers.createIntervalTimer(
          0, settings.schedulerLoop().toMillis(), new TimerConfig(null, false));
    }
  }

  @Timeout
  @TransactionAttribute(NOT_SUPPORTED)
  public void tick() {
    try {
      UUID last = null;
      do {
        last = scheduler.plantPage(last);
      } while (last != null);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "runs not planted; next try at the next tick", e);
    }
  }
}
