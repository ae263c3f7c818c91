package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment leaves behind when it is taken away. */
@OnServer
@EachOnce
class RedeployIT {
  private static final String CLASS = "dev.rigel.server.ServerApplication";
  private static final int REDEPLOYED = 4;

  /** The shared server is not used, but its database has to be there. */
  RedeployIT(Rigel rigel) {}

  /**
   * Those that the server keeps, however often there is a deployment; what grows would be all five.
   * On Payara it is the first: H2 is Payara's own there, and has one shutdown hook for the life of
   * the JVM, a thread that is made when a database is first opened and keeps the class loader of
   * whoever did that. On WildFly it is the first task of its thread for EJBs, as {@link WildFly}
   * says. On a busy machine it is on both sometimes one more, for which no heap dump has shown the
   * cause yet.
   */
  private static final long KEPT_BY_THE_SERVER = 2;

  @Test
  void class_loaders_of_earlier_deployments_do_not_pile_up(@TempDir Path directory)
      throws Exception {
    var home = Files.createDirectories(directory.resolve("home")).toString();
    try (var server = AppServer.prepare(directory, Deployed.plainWar())) {
      server.with("RIGEL_HOME", home).startAndRedeploy(REDEPLOYED, () -> use(server));

      // threads of drivers end after 30 s without work, and a collector may take its time
      await("the end of earlier deployments")
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () ->
                  assertThat(ClassLoaders.of(CLASS, server)).isBetween(1L, 1 + KEPT_BY_THE_SERVER));
    }
  }

  /** Goes through the resources, Jackson and the database. */
  private static void use(AppServer server) {
    var http = new Http(server.address());
    assertThat(http.post("/api/flows/", "{\"name\": \"redeployed\"}").status()).isIn(200, 201);
    assertThat(http.post("/api/flows/filter", "{\"limit\": 5}").status()).isEqualTo(200);
    assertThat(http.post("/api/flow_runs/filter", "{\"limit\": 5}").status()).isEqualTo(200);
  }
}
