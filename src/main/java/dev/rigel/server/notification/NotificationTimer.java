package dev.rigel.server.notification;

import static dev.rigel.contract.setting.Settings.NOTIFICATIONS_ENABLED;
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
import java.time.Duration;

/** Wakes {@link Notifications} every 4 s, as the reference does, unless the settings say no. */
@Singleton
@Startup
@DependsOn("Migrator")
public class NotificationTimer {
  private static final String WORK = "sending notifications";
  private static final Duration LOOP = Duration.ofSeconds(4);

  @Resource TimerService timers;
  @Inject Notifications notifications;
  @Inject ServerSettings settings;
  @Inject Pulse pulse;

  @PostConstruct
  void start() {
    if (settings.get(NOTIFICATIONS_ENABLED)) {
      pulse.expect(WORK, LOOP);
      timers.createIntervalTimer(0, LOOP.toMillis(), new TimerConfig(null, false));
    }
  }

  /** Sends what is due. */
  @Timeout
  @TransactionAttribute(NOT_SUPPORTED)
  public void tick() {
    pulse.pass(WORK, notifications::sendNext);
  }
}
