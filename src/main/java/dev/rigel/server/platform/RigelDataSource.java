package dev.rigel.server.platform;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
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
  private final DataSource target = connect(ServerSettings.load());

  private static DataSource connect(ServerSettings settings) {
    return settings.database() == Database.POSTGRESQL ? postgresql(settings) : h2(settings);
  }

  private static DataSource postgresql(ServerSettings settings) {
    var source = new PGSimpleDataSource();
    source.setUrl(settings.databaseUrl());
    source.setUser(settings.databaseUser());
    source.setPassword(settings.databasePassword());
    source.setApplicationName("rigel");
    // EclipseLink binds a null UUID or time as text; untyped, the column's own type is taken
    source.setStringType("unspecified");
    if (source.getOptions() == null && source.getPrepareThreshold() != 0) {
      // a plan made without the values misjudges what they select: lists then took seconds
      source.setOptions("-c plan_cache_mode=force_custom_plan");
    }
    return source;
  }

  private static DataSource h2(ServerSettings settings) {
    var source = new JdbcDataSource();
    source.setUrl(settings.databaseUrl());
    source.setUser(settings.databaseUser());
    source.setPassword(settings.databasePassword());
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
  public Connection getConnection() throws SQLException {
    return target.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return target.getConnection();
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
