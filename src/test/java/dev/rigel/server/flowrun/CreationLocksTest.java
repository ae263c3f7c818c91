package dev.rigel.server.flowrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CreationLocksTest {

  /**
   * Whoever plants holds a deployment, and refers to the flow; the creation wants the deployment.
   */
  @Test
  void a_run_with_a_key_is_created_while_others_refer_to_its_flow() throws Exception {
    try (var server = ServerHarness.on(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
        var planting = server.database().source().getConnection()) {
      var flow = new Scenario(server).flow("f");
      var create =
          FlowRunCreateBuilder.builder()
              .flowId(flow)
              .idempotencyKey("once")
              .parameters(Map.of())
              .context(Map.of())
              .empiricalPolicy(EmpiricalPolicy.NONE)
              .tags(List.of())
              .build();
      planting.setAutoCommit(false);
      try (var statement = planting.createStatement()) {
        statement.execute("select 1 from flow where id = '" + flow + "' for key share");
      }

      var created =
          CompletableFuture.supplyAsync(() -> server.get(FlowRuns.class).create(create, null));

      assertThat(created.get(15, TimeUnit.SECONDS).isNew()).isTrue();
      planting.rollback();
    }
  }
}
