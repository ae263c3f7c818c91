package dev.rigel.it;

import static dev.rigel.it.JobQueue.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.state.StateType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** As {@link ApplicationAgentIT}, with the same application in an EAR. */
@OnServer
@EnabledIf(
    value = "takesEars",
    disabledReason =
        "Payara Micro takes no EAR; and which database the server has does not matter to the form of"
            + " an archive")
class ApplicationInAnEarIT {
  private final Rigel rigel;

  ApplicationInAnEarIT(Rigel rigel) {
    this.rigel = rigel;
  }

  static boolean takesEars() {
    return Deployed.onWildFly() && Deployed.onPostgresql();
  }

  @Test
  void its_jobs_run_and_it_signs_off_when_its_server_ends() throws IOException {
    var queue = new JobQueue(rigel.api(), "shop " + UUID.randomUUID());
    var directory = Deployed.DIRECTORY.resolve("orders-ear");
    Files.createDirectories(directory);
    try (var server = AppServer.prepare(directory, Orders.inAnEar(directory))) {
      server.with("PREFECT_API_URL", rigel.apiUrl().toString());
      server.with("RIGEL_AGENT_QUEUES", queue.name());
      server.start();
      server.awaitReady();
      await().atMost(SOON).until(() -> queue.online().size() == 1);

      // a day of its own: ApplicationAgentIT's application keeps its orders in the same database
      var run =
          queue.run("agent", "batch:bill-orders", Map.of("day", "2026-11-05", "count", 1_000));

      queue.awaitState(run, StateType.COMPLETED);
      assertThat(queue.taskRuns(run))
          .extracting(step -> step.name() + ": " + step.state().message())
          .containsExactlyInAnyOrder(
              "receive-orders-0: null", "bill-0: 1,000 read, 1,000 written, 11 commits");

      server.terminate();
      server.awaitEnd();

      assertThat(queue.online()).isEmpty();
    }
  }
}
