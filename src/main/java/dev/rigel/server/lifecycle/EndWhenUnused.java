package dev.rigel.server.lifecycle;

import static dev.rigel.contract.setting.Settings.EPHEMERAL_IDLE;
import static dev.rigel.contract.setting.Settings.SERVER_USERS_FILE;

import dev.rigel.server.settings.ServerSettings;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A server that commands brought for themselves ends, as if it were told to, when the last of them
 * has. It sees to that itself: whoever started it may be killed (docs/adr/0017).
 */
@WebListener
class EndWhenUnused implements ServletContextListener {
  private static final Logger LOG = System.getLogger(EndWhenUnused.class.getName());
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private @Nullable Thread watch;

  /** Here, so that the file stays locked until this process has ended. */
  private @Nullable Users users;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    var settings = ServerSettings.load();
    var idle = settings.get(EPHEMERAL_IDLE);
    settings.find(SERVER_USERS_FILE).ifPresent(file -> watch(file, idle));
  }

  private void watch(Path file, Duration idle) {
    try {
      var opened = new Users(file, idle, System::nanoTime);
      users = opened;
      watch = new Thread(() -> endWhenUnused(opened, idle), "users of this server");
      watch.setDaemon(true);
      watch.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot see who uses this server", e);
    }
  }

  private static void endWhenUnused(Users users, Duration idle) {
    try {
      while (!users.haveGone()) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      }
      LOG.log(Level.INFO, "nobody has used this server for {0}; it ends", idle);
    } catch (InterruptedException | ClosedByInterruptException e) {
      return; // undeployed
    } catch (IOException e) {
      LOG.log(Level.ERROR, "cannot see who uses this server; it ends", e);
    }
    StopSignals.raise();
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (watch != null) {
      watch.interrupt();
    }
  }
}
