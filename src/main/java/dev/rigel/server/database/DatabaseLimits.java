package dev.rigel.server.database;

import static dev.rigel.contract.setting.Settings.DATABASE_ANSWER;
import static dev.rigel.contract.setting.Settings.DATABASE_CONNECT;
import static dev.rigel.contract.setting.Settings.DATABASE_IDLE_TRANSACTION;
import static dev.rigel.contract.setting.Settings.DATABASE_LOCK;
import static dev.rigel.contract.setting.Settings.DATABASE_STATEMENT;

import dev.rigel.server.settings.ServerSettings;
import java.time.Duration;

/**
 * How long PostgreSQL may keep the server waiting, and the server PostgreSQL; zero is without end.
 * None holds for migrations.
 *
 * @param connect until a new connection can be used
 * @param lock for a row that another transaction holds; by default as long as on H2, and less than
 *     the 30 s that clients wait
 * @param statement for one statement, deletes apart; by default until no client waits any more
 * @param idleTransaction how long PostgreSQL keeps the locks of a server that has stopped in the
 *     middle of a transaction
 * @param answer for a sign of life while a statement runs, a delete included
 */
record DatabaseLimits(
    Duration connect,
    Duration lock,
    Duration statement,
    Duration idleTransaction,
    Duration answer) {

  /** After how many seconds PostgreSQL asks whether a silent server is still there. */
  private static final int KEEP_ALIVE_IDLE = 60;

  private static final int KEEP_ALIVE_INTERVAL = 10;
  private static final int KEEP_ALIVE_COUNT = 6;

  /** Of a connection that may take all the time it needs. */
  static final DatabaseLimits NONE =
      new DatabaseLimits(
          Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** Those of the settings. */
  static DatabaseLimits of(ServerSettings settings) {
    return new DatabaseLimits(
        settings.get(DATABASE_CONNECT),
        settings.get(DATABASE_LOCK),
        settings.get(DATABASE_STATEMENT),
        settings.get(DATABASE_IDLE_TRANSACTION),
        settings.get(DATABASE_ANSWER));
  }

  /** The session's options, as {@code options} of a connection's URL has them. */
  String options() {
    return "-c lock_timeout="
        + millis(lock)
        + " -c statement_timeout="
        + millis(statement)
        + " -c idle_in_transaction_session_timeout="
        + millis(idleTransaction)
        + " -c tcp_keepalives_idle="
        + KEEP_ALIVE_IDLE
        + " -c tcp_keepalives_interval="
        + KEEP_ALIVE_INTERVAL
        + " -c tcp_keepalives_count="
        + KEEP_ALIVE_COUNT;
  }

  /** In whole seconds; a part of one counts as one, as zero would be without end. */
  static int seconds(Duration limit) {
    return rounded(limit, Duration.ofSeconds(1));
  }

  private static int millis(Duration limit) {
    return rounded(limit, Duration.ofMillis(1));
  }

  /** At most what both sides can count to, which is 24 days in milliseconds. */
  private static int rounded(Duration limit, Duration unit) {
    var whole = limit.plus(unit).minusNanos(1).dividedBy(unit);
    return (int) Math.min(whole, Integer.MAX_VALUE);
  }
}
