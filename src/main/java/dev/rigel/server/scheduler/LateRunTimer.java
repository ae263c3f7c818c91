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

/**
 * Wakes {@link LateRuns} every few seconds (setting, 5 s). Opens no transaction; each page has its
 * own.
 */
@Singleton
@Startup
@DependsOn("Migrator")
public class LateRunTimer {
  private static final Logger LOG = System.getLogger(LateRunTimer.class.getName());
  @Resource TimerService timers;
  @Inject LateRuns lateRuns;
  @Inject ServerSettings settings;

  @PostConstruct
  void start() {
    if (settings.lateRunsEnabled()) {
      timers.createIntervalTimer(
          0, settings.lateRunsLoop().toMillis(), new TimerConfig(null, false));
    }
  }

  @Timeout
  @TransactionAttribute(NOT_SUPPORTED)
  public void tick() {
    try {
      var more = true;
      while (more) {
        more = lateRuns.markPage();
      }
      more = true;
      while (more) {
        more = lateRuns.endPage();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "late runs not marked; next try at the next tick", e);
    }
  }
}
