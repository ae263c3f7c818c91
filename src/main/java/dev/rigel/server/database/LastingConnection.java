package dev.rigel.server.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a server's pool may keep for ever. It opens one to the database when it is
 * first used, looks before each unit of work whether that one still lives, and opens another if
 * not. A unit of work is a transaction, or a statement outside of one; when the connection dies in
 * a transaction, all that follows fails until it is rolled back, so that nothing is done by halves.
 *
 * <p>Needed because WildFly neither validates nor drops the connections of a
 * {@code @DataSourceDefinition}, and Payara only with properties of its own.
 */
final class LastingConnection implements InvocationHandler {
  /** A connection that was used so short a time ago is not looked at, unless others have failed. */
  private static final Duration TRUSTED = Duration.ofMillis(500);

  private static final int SECONDS_TO_VALIDATE = 2;

  private final LiveConnections live;
  private @Nullable Connection open;
  private boolean autoCommit = true;
  private boolean closed;
  private boolean inTransaction;
  private @Nullable SQLException lost;
  private long lastUsed;

  private LastingConnection(LiveConnections live) {
    this.live = live;
  }

  /** One that is not open yet. */
  static Connection of(LiveConnections live) {
    return proxy(Connection.class, new LastingConnection(live));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "equals" -> self == Objects.requireNonNull(arguments)[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> "lasting connection, now " + open;
      case "close", "abort" -> close();
      case "isClosed" -> closed;
      case "isValid" -> !closed;
      case "getAutoCommit" -> autoCommit;
      case "setAutoCommit" -> setAutoCommit((Boolean) Objects.requireNonNull(arguments)[0]);
      case "commit" -> commit();
      case "rollback" -> arguments == null ? rollback() : use(self, method, arguments);
      case "getTransactionIsolation" ->
          open == null
              ? Connection.TRANSACTION_READ_COMMITTED
              : call(open, open, method, arguments);
      case "isReadOnly" -> open == null ? false : call(open, open, method, arguments);
      case "getWarnings", "clearWarnings" ->
          open == null ? null : call(open, open, method, arguments);
      default -> use(self, method, arguments);
    };
  }

  private @Nullable Object use(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (closed) {
      throw isClosed();
    }
    if (lost != null) {
      throw new SQLException(
          "the connection was lost in this transaction: " + lost.getMessage(), "08006", lost);
    }
    if (!inTransaction) {
      beSureOfIt();
    }
    inTransaction = !autoCommit;
    var of = opened();
    var result = call(of, of, method, arguments);
    if (result instanceof PreparedStatement prepared) {
      live.prepared((String) Objects.requireNonNull(arguments)[0], prepared);
    }
    return result instanceof Statement statement ? watched(self, of, statement) : result;
  }

  private void beSureOfIt() throws SQLException {
    var now = live.now();
    var trusted = now - lastUsed < TRUSTED.toNanos() && !live.failedAfter(lastUsed);
    if (open != null && !trusted && !isAlive(open)) {
      drop();
    }
    var used = open == null ? live.open() : open;
    open = used;
    attempt(used, () -> used.setAutoCommit(autoCommit));
    lastUsed = now;
  }

  private Connection opened() throws SQLException {
    if (open == null) {
      throw isClosed();
    }
    return open;
  }

  private static SQLException isClosed() {
    return new SQLException("the connection is closed", "08003");
  }

  private boolean isAlive(Connection open) {
    try {
      // one that was closed is known without asking
      var alive = !open.isClosed() && open.isValid(SECONDS_TO_VALIDATE);
      if (alive) {
        live.answered();
      }
      return alive;
    } catch (SQLException e) {
      return false;
    }
  }

  private @Nullable Object setAutoCommit(boolean wanted) throws SQLException {
    if (wanted != autoCommit) {
      // as JDBC has it; the open connection is told when it is used
      commit();
    }
    autoCommit = wanted;
    return null;
  }

  /** A commit that fails ends the transaction too: Payara does not roll back after it. */
  private @Nullable Object commit() throws SQLException {
    try {
      commitIfBegun();
    } catch (SQLException e) {
      try {
        rollback();
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    return null;
  }

  private void commitIfBegun() throws SQLException {
    if (lost != null) {
      throw new SQLException("not committed: " + lost.getMessage(), "08006", lost);
    }
    if (inTransaction) {
      var used = opened();
      attempt(used, () -> live.commit(used));
      inTransaction = false;
      lastUsed = live.now();
    }
  }

  /** A lost connection took its transaction with it. */
  private @Nullable Object rollback() throws SQLException {
    if (lost == null && inTransaction) {
      var used = opened();
      try {
        used.rollback();
      } catch (SQLException e) {
        var seen = failure(used, e);
        if (lost == null) {
          throw seen;
        }
      }
    }
    lost = null;
    inTransaction = false;
    return null;
  }

  private @Nullable Object close() {
    closed = true;
    drop();
    return null;
  }

  private void drop() {
    if (open != null) {
      live.close(open);
      open = null;
    }
  }

  private interface Step {
    void run() throws SQLException;
  }

  private void attempt(Connection on, Step step) throws SQLException {
    try {
      step.run();
    } catch (SQLException e) {
      throw failure(on, e);
    }
  }

  /** What fails on a connection that was open before says nothing about the one that is now. */
  private @Nullable Object call(
      Connection of, Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof SQLException sql && of == open
          ? failure(of, sql)
          : e.getCause();
    }
  }

  /** Takes note of a failure of the open connection, and gives what is to be thrown. */
  private SQLException failure(Connection of, SQLException e) {
    var outage = Outage.is(e);
    var dead = live.isDead(of, e);
    if (outage && (dead || Outage.isLack(e))) {
      live.failed(of, e);
    }
    if (dead) {
      drop();
      lost = inTransaction ? e : null;
    }
    if (outage || !dead) {
      return e;
    }
    return new SQLException("the connection was closed: " + e.getMessage(), "08006", e);
  }

  /** The statement, whose failures are seen. */
  private Statement watched(Object self, Connection of, Statement statement) {
    var type =
        statement instanceof CallableStatement
            ? CallableStatement.class
            : statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
    return proxy(
        type,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getConnection" -> self;
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> call(of, statement, method, arguments);
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
