package dev.rigel.chaos;

import static dev.rigel.contract.setting.Settings.API_URL;

import dev.rigel.client.ApiClient;
import dev.rigel.client.GivenSettings;
import dev.rigel.it.AppServer;
import dev.rigel.it.Deployed;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server of the product under test, with a database of the kind under test that nobody else uses.
 * Set up once for all test classes; each leaves it in good order.
 */
final class Scene implements AutoCloseable {
  /** Logs, and what the servers keep in files. Beside the one that {@link Deployed} empties. */
  static final Path DIRECTORY =
      Deployed.DIRECTORY.resolveSibling(Deployed.DIRECTORY.getFileName() + "-chaos");

  private final Postgres postgres;
  private final RigelServer server;
  private RigelServer other;

  private Scene() {
    Deployed.empty(DIRECTORY);
    postgres =
        Deployed.onPostgresql()
            ? new Postgres(DIRECTORY.resolve("postgresql"), AppServer.freePort())
            : null;
    server = started("server");
    server.awaitReady();
  }

  static Scene setUp() {
    return new Scene();
  }

  private RigelServer started(String name) {
    var settings = postgres == null ? Map.<String, String>of() : postgres.settings();
    var started = new RigelServer(DIRECTORY.resolve(name), settings);
    started.start();
    return started;
  }

  RigelServer server() {
    return server;
  }

  /** A second server on the same PostgreSQL. */
  RigelServer otherServer() {
    if (other == null) {
      other = started("other-server");
      other.awaitReady();
    }
    return other;
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
    return new ApiClient(GivenSettings.of(Map.of(API_URL, server.api().toString())));
  }

  /** For reports: product and database. */
  static String name() {
    return (Deployed.onWildFly() ? "WildFly" : "Payara Micro")
        + (Deployed.onPostgresql() ? ", PostgreSQL" : ", H2");
  }

  @Override
  public void close() {
    server.close();
    if (other != null) {
      other.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
