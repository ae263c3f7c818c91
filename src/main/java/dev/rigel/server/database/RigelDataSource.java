package dev.rigel.server.database;

import static dev.rigel.contract.setting.Settings.DATABASE_PASSWORD;
import static dev.rigel.contract.setting.Settings.DATABASE_USER;

import dev.rigel.server.settings.ServerSettings;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to the database that the settings name; the server pools them. The setters take what
 * the servers insist on handing over and keep none of it, so that the same WAR needs no set-up on
 * either server.
 */
public class RigelDataSource implements DataSource {
  /** Of this deployment: a server makes one for each of its pools. */
  private static final Set<LiveConnections> ALL = ConcurrentHashMap.newKeySet();

  private final DataSource target;
  private final LiveConnections live;

  /** To the database that the settings name. */
  public RigelDataSource() {
    this(ServerSettings.load());
  }

  /** The same for settings that are there. */
  RigelDataSource(ServerSettings settings) {
    var failure = new UnusableDatabase(settings);
    target = madeOrTold(settings, failure);
    live =
        new LiveConnections(
            target, Database.of(settings), new Reachability(System::nanoTime), failure::tell);
    ALL.add(live);
  }

  /** PostgreSQL's driver reads the URL here. */
  private static DataSource madeOrTold(ServerSettings settings, UnusableDatabase failure) {
    try {
      return direct(settings, DatabaseLimits.of(settings));
    } catch (IllegalArgumentException e) {
      failure.tell(e);
      throw e;
    }
  }

  /**
   * The application ends: all connections are closed, and no others are opened. A server takes its
   * pools away without a look at connections in use; with one of them H2's file stays open, and
   * H2's threads keep the class loader of an application that has been undeployed.
   */
  static void end() {
    ALL.forEach(LiveConnections::end);
    ALL.clear();
    FusedFile.unregister();
  }

  /**
   * Connections of their own, outside of any pool, that may take all the time they need: for what
   * changes the tables.
   */
  public static DataSource unhurried(ServerSettings settings) {
    return direct(settings, DatabaseLimits.NONE);
  }

  private static DataSource direct(ServerSettings settings, DatabaseLimits limits) {
    return Database.of(settings) == Database.POSTGRESQL
        ? postgresql(settings, limits)
        : h2(settings);
  }

  private static DataSource postgresql(ServerSettings settings, DatabaseLimits limits) {
    var url = DatabaseUrl.of(settings).text();
    var source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(settings.get(DATABASE_USER));
    source.setPassword(settings.get(DATABASE_PASSWORD));
    source.setApplicationName("rigel");
    // EclipseLink binds a null UUID or time as text; untyped, the column's own type is taken
    source.setStringType("unspecified");
    if (source.getOptions() == null && source.getPrepareThreshold() != 0) {
      source.setOptions(limits.options());
    }
    source.setTcpKeepAlive(true);
    // what the URL says has precedence
    if (!url.contains("loginTimeout=")) {
      source.setLoginTimeout(DatabaseLimits.seconds(limits.connect()));
    }
    if (!url.contains("connectTimeout=")) {
      source.setConnectTimeout(DatabaseLimits.seconds(limits.connect()));
    }
    if (!url.contains("socketTimeout=")) {
      source.setSocketTimeout(DatabaseLimits.seconds(limits.answer()));
    }
    return source;
  }

  private static DataSource h2(ServerSettings settings) {
    var source = new JdbcDataSource();
    source.setUrl(FusedFile.url(DatabaseUrl.of(settings).text()));
    source.setUser(settings.get(DATABASE_USER));
    source.setPassword(settings.get(DATABASE_PASSWORD));
    return source;
  }

  /** Only there because WildFly wants at least one property. */
  public void setSource(String source) {
    // the settings decide
  }

  /** Only there because Payara sets it. */
  public void setUser(String user) {
    // the settings decide
  }

  /** Only there because Payara sets it. */
  public void setPassword(String password) {
    // the settings decide
  }

  /** Only there because Payara sets it. */
  public void setUrl(String url) {
    // the settings decide
  }

  @Override
  public Connection getConnection() {
    return LastingConnection.of(live);
  }

  @Override
  public Connection getConnection(String user, String password) {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return target.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    target.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    target.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return target.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no logger");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return target.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return target.isWrapperFor(type);
  }
}
