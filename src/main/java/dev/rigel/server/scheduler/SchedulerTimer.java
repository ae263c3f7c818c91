package dev.rigel.server.scheduler;

import static dev.rigel.contract.setting.Settings.SCHEDULER_ENABLED;
import static dev.rigel.contract.setting.Settings.SCHEDULER_LOOP;
import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import dev.rigel.server.database.Pulse;
import dev.rigel.server.settings.ServerSettings;
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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Wakes {@link Scheduler} every minute (setting, 60 s). Opens no transaction; each page has its
 * own.
 */
@Singleton
@Startup
@DependsOn("Migrator")
public class SchedulerTimer {
  private static final String WORK = "planting runs";
  @Resource TimerService timers;
  @Inject Scheduler scheduler;
  @Inject ServerSettings settings;
  @Inject Pulse pulse;

  @PostConstruct
  void start() {
    if (settings.get(SCHEDULER_ENABLED)) {
      pulse.expect(WORK, settings.get(SCHEDULER_LOOP));
      timers.createIntervalTimer(
          0, settings.get(SCHEDULER_LOOP).toMillis(), new TimerConfig(null, false));
    }
  }

  @Timeout
  @TransactionAttribute(NOT_SUPPORTED)
  public void tick() {
    var last = new AtomicReference<UUID>();
    pulse.pass(
        WORK,
        () -> {
          last.set(scheduler.plantPage(last.get()));
          return last.get() != null;
        });
  }
}
