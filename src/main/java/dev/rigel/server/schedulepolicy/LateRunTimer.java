package dev.rigel.server.schedulepolicy;

import static dev.rigel.contract.setting.Settings.LATE_RUNS_ENABLED;
import static dev.rigel.contract.setting.Settings.LATE_RUNS_LOOP;
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

/**
 * Wakes {@link LateRuns} every few seconds (setting, 5 s). Opens no transaction; each page has its
 * own.
 */
@Singleton
@Startup
@DependsOn("Migrator")
public class LateRunTimer {
  private static final String WORK = "marking late runs";
  @Resource TimerService timers;
  @Inject LateRuns lateRuns;
  @Inject ServerSettings settings;
  @Inject Pulse pulse;

  @PostConstruct
  void start() {
    if (settings.get(LATE_RUNS_ENABLED)) {
      pulse.expect(WORK, settings.get(LATE_RUNS_LOOP));
      timers.createIntervalTimer(
          0, settings.get(LATE_RUNS_LOOP).toMillis(), new TimerConfig(null, false));
    }
  }

  @Timeout
  @TransactionAttribute(NOT_SUPPORTED)
  public void tick() {
    pulse.pass(WORK, lateRuns::markPage, lateRuns::endPage);
  }
}
