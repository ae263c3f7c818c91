package dev.rigel.server.operation;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunUpdateBuilder;
import dev.rigel.contract.flowrun.Priority;
import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.BulkRequestBuilder;
import dev.rigel.contract.operation.OperationResponse;
import dev.rigel.contract.operation.OperationState;
import dev.rigel.contract.operation.RefusedRun;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Pulse;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.workqueue.WorkQueues;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/** One action for many runs, on a real database. */
abstract class OperationsSuite {
  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;
  private DeploymentResponse deployment;

  OperationsSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    scenario = new Scenario(server);
    deployment = scenario.deployment("d", "q", null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_dry_run_counts_and_does_nothing() {
    var waiting = run();
    ended();

    var planned = operations().plan(of(BulkAction.cancel).dryRun(true).build());

    assertThat(planned.state()).isEqualTo(OperationState.PLANNED);
    assertThat(planned.matched()).isEqualTo(2);
    assertThat(planned.applicable()).isEqualTo(1);
    assertThat(scenario.read(waiting).stateType()).isEqualTo(SCHEDULED);
  }

  @Test
  void what_a_dry_run_counts_is_what_is_done() {
    run();
    scenario.propose(run(), PENDING);
    scenario.propose(run(), RUNNING);
    scenario.propose(run(), FAILED);
    ended();
    scenario.run(Scenario.retries(0, 0)); // without a deployment

    for (var request :
        List.of(
            of(BulkAction.move).workQueueName("other"),
            of(BulkAction.retry),
            of(BulkAction.retry).fromStart(true),
            of(BulkAction.cancel),
            of(BulkAction.delete))) {
      var planned = operations().plan(request.build());
      var done = atOnce(request);

      assertThat(done.done()).as("%s", done).isEqualTo(planned.applicable());
      assertThat(done.done() + done.refused()).isEqualTo(planned.matched());
    }
  }

  @Test
  void few_are_cancelled_at_once_and_those_that_had_ended_are_named() {
    var waiting = run();
    var ended = ended();

    var done = atOnce(of(BulkAction.cancel));

    assertThat(done.id()).isNull();
    assertThat(done.state()).isEqualTo(OperationState.COMPLETED);
    assertThat(done.done()).isEqualTo(1);
    assertThat(done.refusals())
        .extracting(RefusedRun::flowRunId, RefusedRun::name)
        .containsExactly(tuple(ended, scenario.read(ended).name()));
    assertThat(scenario.read(waiting).stateType()).isEqualTo(CANCELLED);
    assertThat(scenario.read(ended).stateType()).isEqualTo(COMPLETED);
  }

  @Test
  void those_that_failed_are_retried_and_from_the_start_those_that_completed_too() {
    var failed = run();
    scenario.propose(failed, FAILED);
    var completed = ended();

    assertThat(atOnce(of(BulkAction.retry)).done()).isEqualTo(1);
    assertThat(scenario.read(failed).stateType()).isEqualTo(SCHEDULED);

    assertThat(atOnce(of(BulkAction.retry).fromStart(true)).done()).isEqualTo(1);
    assertThat(scenario.read(completed).stateType()).isEqualTo(SCHEDULED);
  }

  @Test
  void those_that_wait_are_moved_and_their_queue_is_made() {
    var waiting = run();
    var running = run();
    scenario.propose(running, RUNNING);

    var done = atOnce(of(BulkAction.move).workQueueName("new"));

    assertThat(done.done()).isEqualTo(1);
    assertThat(done.refusals()).extracting(RefusedRun::flowRunId).containsExactly(running);
    assertThat(scenario.read(waiting).workQueueName()).isEqualTo("new");
    assertThat(scenario.read(running).workQueueName()).isEqualTo("q");
    assertThat(server.get(WorkQueues.class).readByName("new").name()).isEqualTo("new");
    assertThat(scenario.poll("new")).extracting(FlowRunResponse::id).containsExactly(waiting);
    assertThat(scenario.poll("q")).isEmpty();
  }

  @Test
  void many_are_done_in_parts_and_the_numbers_add_up() {
    var waiting = runs(Operations.AT_ONCE);
    var ended = ended();

    assertThat(operations().doAtOnce(of(BulkAction.cancel).build())).isEmpty();
    var begun = operations().begin(of(BulkAction.cancel).build());

    assertThat(begun.state()).isEqualTo(OperationState.RUNNING);
    assertThat(begun.matched()).isEqualTo(Operations.AT_ONCE + 1);
    var id = Objects.requireNonNull(begun.id());
    assertThat(operations().next(100)).isTrue();
    assertThat(operations().read(id).done() + operations().read(id).refused()).isEqualTo(100);
    workOn();
    var over = operations().read(id);
    assertThat(over.state()).isEqualTo(OperationState.COMPLETED);
    assertThat(over.done()).isEqualTo(waiting.size());
    assertThat(over.refused()).isEqualTo(1);
    assertThat(over.refusals()).extracting(RefusedRun::flowRunId).containsExactly(ended);
    assertThat(waiting)
        .allSatisfy(run -> assertThat(scenario.read(run).stateType()).isEqualTo(CANCELLED));
  }

  @Test
  void runs_that_come_later_are_not_met_and_those_that_go_are_refused() {
    var runs = runs(3);
    var begun = operations().begin(of(BulkAction.cancel).build());
    var later = run();
    server.get(FlowRuns.class).delete(runs.get(1));

    workOn();

    var over = operations().read(Objects.requireNonNull(begun.id()));
    assertThat(over.done()).isEqualTo(2);
    assertThat(over.refusals())
        .containsExactly(new RefusedRun(runs.get(1), null, "It does not exist any more."));
    assertThat(scenario.read(later).stateType()).isEqualTo(SCHEDULED);
  }

  @Test
  void one_that_is_stopped_leaves_the_others_as_they_are() {
    runs(3);
    var id = Objects.requireNonNull(operations().begin(of(BulkAction.cancel).build()).id());
    operations().next(1);

    operations().stop(id);
    workOn();

    assertThat(operations().read(id).state()).isEqualTo(OperationState.STOPPED);
    assertThat(operations().read(id).done()).isEqualTo(1);
    assertThat(scenario.runs()).filteredOn(run -> run.stateType() == SCHEDULED).hasSize(2);
    operations().stop(id);
    assertThat(operations().read(id).state()).isEqualTo(OperationState.STOPPED);
  }

  @Test
  void a_run_that_cannot_be_judged_is_refused_and_all_others_are_done_once() throws SQLException {
    var runs = runs(30);
    var broken = runs.get(17);
    var id = Objects.requireNonNull(operations().begin(of(BulkAction.cancel).build()).id());
    sql("update flow_run set state_type = 'NONSENSE' where id = '%s'".formatted(broken));

    assertThatThrownBy(() -> operations().next(100)).isInstanceOf(NotDone.class);
    assertThat(operations().read(id).done()).isZero();
    tick();

    sql("update flow_run set state_type = 'SCHEDULED' where id = '%s'".formatted(broken));
    var over = operations().read(id);
    assertThat(over.state()).isEqualTo(OperationState.COMPLETED);
    assertThat(over.done()).isEqualTo(29);
    assertThat(over.refusals())
        .containsExactly(
            new RefusedRun(
                broken,
                scenario.read(broken).name(),
                "It could not be done; the server's log says why."));
    assertThat(runs)
        .allSatisfy(run -> assertThat(cancellations(run)).isEqualTo(run == broken ? 0 : 1));
  }

  @Test
  void what_two_servers_do_together_is_done_once() throws Exception {
    var runs = runs(60);
    var id = Objects.requireNonNull(operations().begin(of(BulkAction.cancel).build()).id());
    var pool = Executors.newFixedThreadPool(2);
    try (var second = ServerHarness.beside(server.database(), provider)) {
      second.clock().set(server.clock().now());
      var there = second.get(Operations.class);
      var one = pool.submit(() -> workOn(operations(), 7));
      var two = pool.submit(() -> workOn(there, 5));
      one.get();
      two.get();
      // one that found the other at it has gone; the next tick takes what is left
      workOn();
    } finally {
      pool.shutdownNow();
    }

    var over = operations().read(id);
    assertThat(over.state()).isEqualTo(OperationState.COMPLETED);
    assertThat(over.done()).isEqualTo(60);
    assertThat(over.refused()).isZero();
    assertThat(runs).allSatisfy(run -> assertThat(cancellations(run)).isEqualTo(1));
  }

  @Test
  void a_server_goes_on_where_another_one_died() {
    var runs = runs(25);
    var id = Objects.requireNonNull(operations().begin(of(BulkAction.cancel).build()).id());
    try (var dead = ServerHarness.beside(server.database(), provider)) {
      dead.clock().set(server.clock().now());
      dead.get(Operations.class).next(10);
    }

    tick();

    assertThat(operations().read(id).done()).isEqualTo(25);
    assertThat(operations().read(id).state()).isEqualTo(OperationState.COMPLETED);
    assertThat(runs).allSatisfy(run -> assertThat(cancellations(run)).isEqualTo(1));
  }

  @Test
  void those_that_were_deleted_are_gone_with_all_that_was_theirs() throws SQLException {
    var parent = run();
    scenario.propose(parent, RUNNING);
    var subflow = scenario.subflow(scenario.task(parent, "child", Scenario.retries(0, 0)).id());
    run();

    var done = atOnce(of(BulkAction.delete));

    assertThat(done.done()).isEqualTo(3);
    assertThat(done.refused()).isZero();
    assertThatThrownBy(() -> scenario.read(subflow)).isInstanceOf(Problem.class);
    for (var table : List.of("flow_run", "flow_run_state", "task_run", "task_run_state")) {
      assertThat(number("select count(*) from " + table)).as(table).isZero();
    }
  }

  @Test
  void one_run_that_waits_is_moved_by_its_update_and_one_that_runs_is_not() {
    var waiting = run();
    var running = run();
    scenario.propose(running, RUNNING);
    var alone = scenario.run(Scenario.retries(0, 0));
    var update =
        FlowRunUpdateBuilder.builder().name(JsonNullable.of("n")).workQueueName("new").build();

    for (var refused : List.of(running, alone)) {
      assertThatThrownBy(() -> server.get(FlowRuns.class).update(refused, update))
          .isInstanceOfSatisfying(
              Problem.class, problem -> assertThat(problem.status()).isEqualTo(409));
      assertThat(scenario.read(refused).name()).isNotEqualTo("n");
    }
    assertThatThrownBy(() -> server.get(WorkQueues.class).readByName("new"))
        .isInstanceOf(Problem.class);

    server.get(FlowRuns.class).update(waiting, update);
    assertThat(scenario.read(waiting).workQueueName()).isEqualTo("new");
    assertThat(scenario.poll("new")).extracting(FlowRunResponse::id).containsExactly(waiting);
  }

  @Test
  void two_operations_take_turns() {
    runs(2);
    var first = operations().begin(of(BulkAction.cancel).build());
    server.clock().advance(Duration.ofSeconds(1));
    var second = operations().begin(of(BulkAction.delete).build());

    server.clock().advance(Duration.ofSeconds(1));

    operations().next(1);
    operations().next(1);

    assertThat(operations().read(Objects.requireNonNull(first.id())).done()).isEqualTo(1);
    assertThat(operations().read(Objects.requireNonNull(second.id())).done()).isEqualTo(1);
  }

  @Test
  void one_that_is_over_is_forgotten_after_a_week() {
    run();
    var id = Objects.requireNonNull(operations().begin(of(BulkAction.cancel).build()).id());
    workOn();
    server.clock().advance(Duration.ofDays(7));
    assertThat(operations().forgetOld()).isFalse();

    server.clock().advance(Duration.ofSeconds(1));

    assertThat(operations().forgetOld()).isTrue();
    assertThatThrownBy(() -> operations().read(id)).isInstanceOf(Problem.class);
  }

  @Test
  void whoever_forgets_the_filters_or_the_queue_is_told() {
    var run = run();
    var bulk = server.resource(BulkResource.class);
    var all = BulkRequestBuilder.builder().action(BulkAction.delete).force(false).fromStart(false);

    assertThatThrownBy(() -> bulk.apply(all.dryRun(false).build()))
        .hasMessageContaining("name a filter");
    assertThatThrownBy(() -> bulk.apply(of(BulkAction.move).build()))
        .hasMessageContaining("required");
    assertThat(scenario.read(run).stateType()).isEqualTo(SCHEDULED);
  }

  private Operations operations() {
    return server.get(Operations.class);
  }

  private OperationResponse atOnce(BulkRequestBuilder request) {
    return operations().doAtOnce(request.build()).orElseThrow();
  }

  /** All that there is to do. */
  private void workOn() {
    workOn(operations(), 100);
  }

  private static void workOn(Operations operations, int most) {
    while (operations.next(most)) {}
  }

  /** As the timer does it. */
  private void tick() {
    var timer = new OperationTimer();
    timer.operations = operations();
    timer.pulse = server.get(Pulse.class);
    timer.tick();
  }

  private long cancellations(UUID run) {
    return scenario.states(run).stream().filter(state -> state.type() == CANCELLED).count();
  }

  private void sql(String change) throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(change);
    }
  }

  private int number(String query) throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** For all runs. */
  private static BulkRequestBuilder of(BulkAction action) {
    return BulkRequestBuilder.builder()
        .action(action)
        .flowRuns(FlowRunFilterBuilder.builder().build())
        .force(false)
        .fromStart(false)
        .dryRun(false);
  }

  private UUID run() {
    return scenario.run(deployment, server.clock().now(), Priority.NORMAL);
  }

  private List<UUID> runs(int count) {
    return IntStream.range(0, count).mapToObj(i -> run()).toList();
  }

  private UUID ended() {
    var run = run();
    scenario.propose(run, RUNNING);
    scenario.propose(run, COMPLETED);
    return run;
  }
}
