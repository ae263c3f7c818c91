package dev.rigel.server.harness;

import static dev.rigel.contract.setting.Settings.DATABASE_PASSWORD;
import static dev.rigel.contract.setting.Settings.DATABASE_URL;
import static dev.rigel.contract.setting.Settings.DATABASE_USER;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rigel.contract.setting.Setting;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.DatabaseUrl;
import dev.rigel.server.database.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own, with the schema, for a test class. PostgreSQL is real: one cluster a JVM,
 * started when first wanted.
 */
public final class TestDatabase implements AutoCloseable {
  /** Has the schema: a copy of it is made in the time of one of its migrations. */
  private static final String TEMPLATE = "with_schema";

  private static final String H2_USER = "rigel";

  private static EmbeddedPostgres cluster;

  private final Database kind;
  private final String url;
  private final HikariDataSource source;

  /** Name of the database to drop in the end; null: somebody else's, or in memory. */
  private final String dropped;

  private TestDatabase(Database kind, String url, DataSource target, String dropped) {
    this.kind = kind;
    this.url = url;
    this.dropped = dropped;
    var config = new HikariConfig();
    config.setDataSource(target);
    config.setMaximumPoolSize(24);
    config.setMinimumIdle(1);
    source = new HikariDataSource(config);
  }

  private TestDatabase withSchema() {
    new Schema(source, kind).create();
    return this;
  }

  /** A fresh database of the kind. */
  public static TestDatabase of(Database kind) {
    return kind == Database.H2 ? h2() : postgresql();
  }

  private static TestDatabase h2() {
    return h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + DatabaseUrl.H2_OPTIONS)
        .withSchema();
  }

  private static TestDatabase h2(String url) {
    var target = new org.h2.jdbcx.JdbcDataSource();
    target.setUrl(url);
    target.setUser(H2_USER);
    return new TestDatabase(Database.H2, url, target, null);
  }

  /** A PostgreSQL database that another process has made, or a file of H2. */
  public static TestDatabase at(String url) {
    return (url.startsWith("jdbc:h2:") ? h2(url + DatabaseUrl.H2_OPTIONS) : at(url, null))
        .withSchema();
  }

  private static TestDatabase at(String url, String dropped) {
    var target = new PGSimpleDataSource();
    target.setUrl(url);
    target.setStringType("unspecified");
    // a server's connections follow what a statement says of its plan; here each is planned anew
    target.setOptions("-c plan_cache_mode=force_custom_plan");
    return new TestDatabase(Database.POSTGRESQL, url, target, dropped);
  }

  private static TestDatabase postgresql() {
    var name = "t" + UUID.randomUUID().toString().replace("-", "");
    var cluster = cluster();
    inCluster(cluster, "create database " + name + " template " + TEMPLATE);
    return at(cluster.getJdbcUrl("postgres", name), name);
  }

  private static void inCluster(EmbeddedPostgres cluster, String sql) {
    try (var connection = cluster.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static synchronized EmbeddedPostgres cluster() {
    if (cluster == null) {
      cluster = started();
      Runtime.getRuntime().addShutdownHook(new Thread(TestDatabase::stopCluster));
      inCluster(cluster, "create database " + TEMPLATE);
      at(cluster.getJdbcUrl("postgres", TEMPLATE), null).withSchema().close();
    }
    return cluster;
  }

  private static EmbeddedPostgres started() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stopCluster() {
    try {
      cluster.close();
    } catch (IOException e) {
      System.err.println("PostgreSQL did not stop: " + e);
    }
  }

  /** Which one it is. */
  public Database kind() {
    return kind;
  }

  /** Its JDBC URL. */
  public String url() {
    return url;
  }

  /** By which a server finds it. */
  public Map<Setting<?>, String> settings() {
    return kind == Database.H2
        ? Map.of(DATABASE_URL, url, DATABASE_USER, H2_USER)
        : Map.of(DATABASE_URL, url, DATABASE_USER, "postgres", DATABASE_PASSWORD, "postgres");
  }

  /** Connections to it. */
  public DataSource source() {
    return source;
  }

  /** Whether a transaction waits for what another one has locked. */
  public boolean doesAnybodyWait(Connection watch) throws SQLException {
    var sql =
        kind == Database.H2
            ? "select count(*) from information_schema.sessions where blocker_id is not null"
            : "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    try (var statement = watch.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }

  /** Its files go at once: to delete hundreds at the end took longer than a build waits. */
  @Override
  public void close() {
    source.close();
    if (dropped != null) {
      inCluster(cluster(), "drop database if exists " + dropped + " with (force)");
    }
  }
}
