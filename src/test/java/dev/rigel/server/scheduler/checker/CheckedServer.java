package dev.rigel.server.scheduler.checker;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.deployment.DeploymentCreate;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.deployment.ScheduleRequestBuilder;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.flow.Flows;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.harness.TestDatabase;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedulepolicy.LateRuns;
import dev.rigel.server.scheduler.Scheduler;
import dev.rigel.server.state.Proposer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * One server process: makes its passes every second, takes runs that are due, and does what it is
 * told, several things at once. Ends when its standard input does. Arguments: the database's URL,
 * the JPA provider, and how far its clock is ahead of the machine's.
 */
final class CheckedServer {
  private final ServerHarness server;
  private final TestDatabase database;

  private CheckedServer(TestDatabase database, ServerHarness server) {
    this.database = database;
    this.server = server;
  }

  /** Runs until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    var database = TestDatabase.at(arguments[0]);
    var server = ServerHarness.beside(database, JpaProvider.valueOf(arguments[1]));
    server.clock().runAhead(Duration.parse(arguments[2]));
    new CheckedServer(database, server).serve();
    Runtime.getRuntime().halt(0);
  }

  private void serve() throws Exception {
    var timers = Executors.newScheduledThreadPool(3);
    timers.scheduleWithFixedDelay(() -> quietly(this::pass), 0, 1, TimeUnit.SECONDS);
    timers.scheduleWithFixedDelay(() -> quietly(this::markLate), 0, 2, TimeUnit.SECONDS);
    timers.scheduleWithFixedDelay(() -> quietly(this::takeDueRuns), 0, 1, TimeUnit.SECONDS);
    var workers = Executors.newFixedThreadPool(4);
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (var line = input.readLine(); line != null; line = input.readLine()) {
      var order = Json.mapper().readValue(line, Order.class);
      workers.execute(() -> System.out.println(order.number() + " " + answer(order)));
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void quietly(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      System.err.println("next try soon: " + e);
    }
  }

  private void pass() {
    UUID last = null;
    do {
      last = server.get(Scheduler.class).plantPage(last);
    } while (last != null);
  }

  private void markLate() {
    server.get(LateRuns.class).markPage();
  }

  /** An agent's work, as far as planting can notice it. */
  private void takeDueRuns() throws SQLException {
    for (var run :
        ids(
            "select id from flow_run where state_type = 'SCHEDULED' and next_scheduled_start_time <= ? limit 5",
            server.clock().now())) {
      for (var type : List.of(StateType.PENDING, StateType.RUNNING, StateType.COMPLETED)) {
        server
            .get(FlowRunGate.class)
            .propose(List.of(run), StateProposal.of(StateCreate.of(type, null)), Proposer.NEWEST);
      }
    }
  }

  private String answer(Order order) {
    try {
      obey(order);
      return "done";
    } catch (Problem e) {
      return "refused " + e.getMessage();
    } catch (Exception e) {
      System.err.println(order + " failed: " + e);
      return "failed";
    }
  }

  private void obey(Order order) throws Exception {
    var deployments = server.get(Deployments.class);
    if (order.kind() == Order.Kind.APPLY) {
      deployments.create(deployment(order));
      return;
    }
    for (var id : ids("select id from deployment where name = ?", order.deployment())) {
      switch (order.kind()) {
        case CHANGE -> deployments.update(id, update(order, JsonNullable.of(schedule(order))));
        case TOUCH -> deployments.update(id, update(order, JsonNullable.undefined()));
        case PAUSE -> deployments.setScheduleActive(id, false);
        case RESUME -> deployments.setScheduleActive(id, true);
        case DELETE -> deployments.delete(id);
        default ->
            deployments.plant(
                id,
                ScheduleRequestBuilder.builder()
                    .startTime(order.from())
                    .endTime(order.to())
                    .build());
      }
    }
  }

  private DeploymentCreate deployment(Order order) throws Exception {
    var flow = server.get(Flows.class).create(new FlowCreate("checked", List.of())).value().id();
    return DeploymentCreateBuilder.builder()
        .name(order.deployment())
        .flowId(flow)
        .parameters(Map.of())
        .tags(List.of())
        .workQueueName("q")
        .schedule(schedule(order))
        .description("" + order.number())
        .infraOverrides(Map.of())
        .build();
  }

  private static DeploymentUpdate update(Order order, JsonNullable<Schedule> schedule) {
    return DeploymentUpdateBuilder.builder()
        .schedule(schedule)
        .description(JsonNullable.of("" + order.number()))
        .build();
  }

  private static Schedule schedule(Order order) throws Exception {
    return Json.mapper().readValue(order.schedule(), new TypeReference<>() {});
  }

  private List<UUID> ids(String sql, Object argument) throws SQLException {
    try (Connection connection = database.source().getConnection();
        var query = connection.prepareStatement(sql)) {
      query.setObject(1, argument instanceof OffsetDateTime time ? time : argument.toString());
      var ids = new ArrayList<UUID>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }
}
