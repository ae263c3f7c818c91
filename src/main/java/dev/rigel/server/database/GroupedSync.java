package dev.rigel.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * Commits on one open H2 database and waits until that is on disk, written and flushed; those who
 * wait at the same time share one write. H2 by itself writes up to half a second later, and with
 * {@code WRITE_DELAY=0} it does not flush.
 */
final class GroupedSync {
  private final AtomicLong asked = new AtomicLong();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile long written;

  void commit(Connection connection) throws SQLException {
    var changed = hasChanged(connection);
    connection.commit();
    if (changed) {
      write(connection, asked.incrementAndGet());
    }
  }

  /** A transaction that only read has nothing to wait for. */
  private static boolean hasChanged(Connection connection) throws SQLException {
    var session = connection.unwrap(JdbcConnection.class).getSession();
    return !(session instanceof SessionLocal local) || local.containsUncommitted();
  }

  private void write(Connection connection, long mine) throws SQLException {
    writing.lock();
    try {
      if (written < mine) {
        var until = asked.get();
        try (var statement = connection.createStatement()) {
          statement.execute("checkpoint sync");
        }
        written = until;
      }
    } finally {
      writing.unlock();
    }
  }
}
