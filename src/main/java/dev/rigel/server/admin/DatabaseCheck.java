package dev.rigel.server.admin;

import dev.rigel.contract.admin.Readiness;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Schema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Asks the database in a thread of its own, so that one that hangs keeps nobody waiting: whoever
 * looks meanwhile waits for the same question, so there is one such thread at most.
 */
final class DatabaseCheck {
  private final DataSource source;
  private final Executor threads;
  private final Duration patience;
  private final Set<String> known;
  private CompletableFuture<Found> question = CompletableFuture.completedFuture(null);

  /**
   * What was found; {@link Readiness#OK} or what is wrong.
   *
   * @param schema {@code unknown} if the database could not be asked
   */
  record Found(String database, String schema) {}

  /** Waits so long, and wants these migrations. */
  DatabaseCheck(DataSource source, Executor threads, Duration patience, Set<String> known) {
    this.source = source;
    this.threads = threads;
    this.patience = patience;
    this.known = known;
  }

  Found look() {
    try {
      return question().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return unreachable("no answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      return unreachable("cannot be asked; the server's log may say why");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unreachable("interrupted");
    }
  }

  private synchronized CompletableFuture<Found> question() {
    if (question.isDone()) {
      question = asked();
    }
    return question;
  }

  /** A server that stops gives no more threads. */
  private CompletableFuture<Found> asked() {
    try {
      return CompletableFuture.supplyAsync(this::ask, threads);
    } catch (RejectedExecutionException | IllegalStateException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Found ask() {
    try {
      var missing = new TreeSet<>(known);
      missing.removeAll(Schema.installed(source));
      var schema =
          missing.isEmpty()
              ? Readiness.OK
              : "migrations are missing: " + String.join(", ", missing);
      return new Found(Readiness.OK, schema);
    } catch (SQLException e) {
      return Database.hasNoTable(e)
          ? new Found(Readiness.OK, "there are no tables")
          : unreachable("does not answer (SQLSTATE " + e.getSQLState() + ")");
    }
  }

  private static Found unreachable(String why) {
    return new Found(why, "unknown");
  }
}
