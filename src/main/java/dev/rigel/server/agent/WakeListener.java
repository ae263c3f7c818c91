package dev.rigel.server.agent;

import dev.rigel.server.database.Database;
import dev.rigel.server.database.RigelDataSource;
import dev.rigel.server.platform.OwnThreads;
import dev.rigel.server.settings.ServerSettings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears the wakes of other servers beside the same PostgreSQL, on a connection of its own. While it
 * is deaf, agents that wait are looked at every few seconds.
 */
@Singleton
@Startup
@DependsOn("Migrator")
public class WakeListener {
  private static final Logger LOG = System.getLogger(WakeListener.class.getName());
  private static final int LISTEN_MILLIS = 10_000;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  @Resource ManagedThreadFactory threads;
  @Inject Waiters waiters;
  @Inject ServerSettings settings;

  private volatile @Nullable Connection listening;
  private volatile boolean stopped;

  @PostConstruct
  void start() {
    if (Database.of(settings) == Database.POSTGRESQL) {
      new OwnThreads(threads).execute(this::listen);
    }
  }

  private void listen() {
    var pause = FIRST_PAUSE_MILLIS;
    while (!stopped) {
      try (var connection = RigelDataSource.unhurried(settings).getConnection();
          var statement = connection.createStatement()) {
        listening = connection;
        statement.execute("listen " + Wakes.CHANNEL);
        pause = FIRST_PAUSE_MILLIS;
        waiters.wake(Wake.ALL); // for what came while nobody listened
        hear(connection.unwrap(PGConnection.class));
      } catch (SQLException e) {
        if (!stopped) {
          LOG.log(Level.DEBUG, "no wakes from other servers for a moment: {0}", e.getMessage());
          sleep(pause);
          pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
      }
    }
  }

  private void hear(PGConnection connection) throws SQLException {
    while (!stopped) {
      var heard = connection.getNotifications(LISTEN_MILLIS);
      for (var notification : heard == null ? new PGNotification[0] : heard) {
        hear(notification.getParameter());
      }
    }
  }

  /** This server's own have been heard already. */
  private void hear(String text) {
    var space = text.indexOf(' ');
    if (space > 0 && !text.substring(0, space).equals(waiters.serverId())) {
      waiters.wake(Wake.of(text.substring(space + 1)));
    }
  }

  private void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      stopped = true;
      Thread.currentThread().interrupt();
    }
  }

  /** The end of its connection ends the wait. */
  @PreDestroy
  void stop() {
    stopped = true;
    try {
      var connection = listening;
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "listening connection not closed: {0}", e.getMessage());
    }
  }
}
