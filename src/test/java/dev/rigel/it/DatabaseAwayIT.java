package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The server beside a database that ends its sessions, as it does when it is restarted. */
@OnServer
class DatabaseAwayIT {
  private static final int CLIENTS = 20;

  private final Http api;

  DatabaseAwayIT(Rigel rigel) {
    api = rigel.http();
  }

  @Test
  void it_is_ready_and_says_of_what() {
    await("the services' first passes")
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/ready").status() == 200);

    var answer = api.get("/ready").json();

    assertThat(answer.path("ready").asBoolean()).isTrue();
    assertThat(List.of("database", "schema", "services"))
        .allSatisfy(part -> assertThat(answer.path(part).asText()).isEqualTo("ok"));
  }

  @Test
  void the_database_is_not_emptied_unless_a_setting_allows_it() {
    for (var how : List.of("clear", "drop", "create")) {
      var answer = api.post("/admin/database/" + how, "{\"confirm\":true}");

      assertThat(answer.status()).as(answer.text()).isEqualTo(403);
      assertThat(answer.text()).contains("RIGEL_DATABASE_RESET_ALLOWED");
    }
  }

  @Test
  void ended_sessions_are_an_outage_and_never_a_fault() throws Exception {
    assumeTrue(Deployed.onPostgresql(), "H2 runs in the server: nobody can end its sessions");
    var statuses = Collections.synchronizedList(new ArrayList<Integer>());
    var clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      var done = new AtomicBoolean();
      var callers =
          Collections.nCopies(CLIENTS, clients).stream()
              .map(pool -> pool.submit(() -> callUntil(done, statuses)))
              .toList();
      for (int ended = 0; ended < 5; ended++) {
        var before = statuses.size();
        assertThat(endSessions()).isPositive();
        await("answers after the sessions' end")
            .atMost(Duration.ofSeconds(60))
            .until(() -> statuses.size() > before + 2 * CLIENTS);
      }
      done.set(true);
      for (var caller : callers) {
        caller.get();
      }
      assertThat(statuses).isSubsetOf(200, 201, 503);

      await("no more failures")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(together(clients)).containsOnly(200));
    } finally {
      clients.shutdownNow();
    }
  }

  private List<Integer> together(ExecutorService clients) throws Exception {
    Callable<Integer> call = () -> api.post("/flow_runs/count", "{}").status();
    var statuses = new ArrayList<Integer>();
    for (var answer : clients.invokeAll(Collections.nCopies(CLIENTS, call))) {
      statuses.add(answer.get());
    }
    return statuses;
  }

  private void callUntil(AtomicBoolean done, List<Integer> statuses) {
    while (!done.get()) {
      statuses.add(api.post("/flow_runs/count", "{}").status());
      var flow = "{\"name\":\"" + Site.unique("away") + "\"}";
      statuses.add(api.post("/flows/", flow).status());
    }
  }

  private static int endSessions() throws SQLException {
    try (var connection = Deployed.postgresql().getConnection();
        var statement = connection.createStatement();
        var ended =
            statement.executeQuery(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where application_name = 'rigel'")) {
      ended.next();
      return ended.getInt(1);
    }
  }
}
