package dev.rigel.chaos;

import static dev.rigel.contract.setting.Settings.API_URL;

import dev.rigel.client.ApiClient;
import dev.rigel.client.GivenSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.it.AppServer;
import dev.rigel.it.Deployed;
import dev.rigel.server.database.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A server of the product under test, with a database of the kind under test that nobody else uses.
 * Set up once for all test classes; each leaves it in good order.
 */
final class Scene implements AutoCloseable {
  /** Logs, and what the servers keep in files. Beside the one that {@link Deployed} empties. */
  static final Path DIRECTORY =
      Deployed.DIRECTORY.resolveSibling(Deployed.DIRECTORY.getFileName() + "-chaos");

  /**
   * After so long an agent is lost by the {@link #hasty} server: {@code rigel.chaos.lease}, default
   * 10 s, which is longer than a busy machine keeps an agent from a word. The product's default is
   * 45.
   */
  static final Duration LEASE = Duration.ofSeconds(Integer.getInteger("rigel.chaos.lease", 10));

  /** On top of the lease: the next look for lost agents, and a busy machine. */
  static final Duration SLACK = Duration.ofSeconds(15);

  private final Postgres postgres;
  private final RigelServer server;
  private RigelServer hasty;

  private Scene() {
    Deployed.empty(DIRECTORY);
    postgres =
        Deployed.onPostgresql()
            ? new Postgres(DIRECTORY.resolve("postgresql"), AppServer.freePort())
            : null;
    server = started("server", Deployed.plainWar(), databaseOf("rigel_chaos"));
    server.awaitReady();
  }

  static Scene setUp() {
    return new Scene();
  }

  private Map<String, String> databaseOf(String name) {
    return postgres == null ? Map.of() : postgres.settings(name);
  }

  private RigelServer started(String name, Path war, Map<String, String> settings) {
    var started = new RigelServer(DIRECTORY.resolve(name), war, settings);
    started.start();
    return started;
  }

  RigelServer server() {
    return server;
  }

  /**
   * A second server on the same PostgreSQL, which whoever asked for it closes: it would give up
   * agents that the first one, killed, does not hear of.
   */
  RigelServer otherServer() {
    var other = started("other-server", Deployed.plainWar(), databaseOf("rigel_chaos"));
    try {
      other.awaitReady();
      return other;
    } catch (RuntimeException | Error e) {
      other.close();
      throw e;
    }
  }

  /**
   * A server with a database of its own that soon gives up agents, and with the jobs that write
   * records in its WAR.
   */
  synchronized RigelServer hasty() {
    if (hasty == null) {
      var settings = new HashMap<>(databaseOf("rigel_hasty"));
      settings.put("RIGEL_AGENT_LOST_SECONDS", "" + LEASE.toSeconds());
      hasty = started("hasty-server", warWithRecords(), settings);
      hasty.awaitReady();
    }
    return hasty;
  }

  /** Makes all that the hasty server has recorded older; it must not be running. */
  void age(int days) throws SQLException {
    try (var connection = hastyDatabase();
        var columns =
            connection
                .createStatement()
                .executeQuery(
                    """
                    select table_name, column_name from information_schema.columns
                     where table_schema = 'public' and lower(data_type) = 'timestamp with time zone'
                       and is_generated = 'NEVER' and table_name not like 'flyway%'
                    """)) {
      while (columns.next()) {
        var sql =
            "update \"%1$s\" set \"%2$s\" = \"%2$s\" - interval '%3$d' day"
                .formatted(columns.getString(1), columns.getString(2), days);
        connection.createStatement().executeUpdate(sql);
      }
    }
  }

  private Connection hastyDatabase() throws SQLException {
    return postgres == null
        ? DriverManager.getConnection(
            "jdbc:h2:file:" + DIRECTORY.resolve("hasty-server/rigel") + DatabaseUrl.H2_OPTIONS,
            "rigel",
            "")
        : postgres.superuser("rigel_hasty");
  }

  private static Path warWithRecords() {
    var project = Path.of(System.getProperty("it.project"));
    var directory = DIRECTORY.resolve("war-with-records");
    Deployed.empty(directory);
    try {
      return Deployed.warWith(
          directory,
          project.resolve("examples/exactly-once"),
          project.resolve("src/test/jobs/records"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings of agents that it does not give up as long as they are well. */
  static Map<String, String> hastyAgent() {
    return Map.of(
        "RIGEL_AGENT_HEARTBEAT_SECONDS",
        "" + Math.max(1, Math.min(10, LEASE.toSeconds() / 10)),
        "RIGEL_AGENT_STOP_SECONDS",
        "60",
        "RIGEL_AGENT_LIMIT",
        "20");
  }

  Postgres postgres() {
    return postgres;
  }

  /** The file of the server's H2. */
  Path h2File() {
    return DIRECTORY.resolve("server/rigel.mv.db");
  }

  /** Typed clients of the server. */
  ApiClient api() {
    return api(server);
  }

  /** Typed clients of the hasty one. */
  ApiClient hastyApi() {
    return api(hasty());
  }

  private static ApiClient api(RigelServer server) {
    return new ApiClient(
        GivenSettings.of(Map.of(API_URL, server.api().toString())), new MicroProfileTransport());
  }

  /** For reports: product and database. */
  static String name() {
    return (Deployed.onWildFly() ? "WildFly" : "Payara Micro")
        + (Deployed.onPostgresql() ? ", PostgreSQL" : ", H2");
  }

  @Override
  public void close() {
    server.close();
    if (hasty != null) {
      hasty.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
