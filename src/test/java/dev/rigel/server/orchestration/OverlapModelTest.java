package dev.rigel.server.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.deployment.ScheduleRequestBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunUpdateBuilder;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedulepolicy.LateRuns;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * Random proposals for the planted runs of one deployment, from many threads on PostgreSQL, with
 * late-run services at work beside them: whatever their order was, no two were active at once, and
 * nobody waited in a circle.
 */
class OverlapModelTest {
  private static final int RUNS = 12;
  private static final AtomicInteger ROUND = new AtomicInteger();
  private static ServerHarness server;
  private static Scenario scenario;
  private static Race race;

  /** What happens: a proposal for the n-th run, or, without a type, something to all of them. */
  record Step(int run, StateType type) {}

  @BeforeContainer
  static void start() {
    server = ServerHarness.on(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
    server.clock().run();
    scenario = new Scenario(server);
    race = new Race(server.database());
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Property(tries = 18)
  void no_two_runs_are_active_at_once(
      @ForAll("judging") Overlap overlap, @ForAll("steps") List<Step> steps) throws Exception {
    var deployment = deployment(overlap);
    var runs = dueRuns(deployment);
    var results = new ConcurrentLinkedQueue<OrchestrationResult>();

    var busiest =
        race.whileCounting(
            "select count(*) from flow_run where deployment_id = '"
                + deployment.id()
                + "' and (state_type in ('PENDING', 'RUNNING') or state_type = 'SCHEDULED' and retries_in_process)",
            () ->
                race.atOnce(
                    steps,
                    step -> {
                      if (step.type() == null) {
                        late();
                      } else {
                        results.add(scenario.propose(runs.get(step.run()), step.type()));
                      }
                    }));

    assertThat(busiest).isLessThanOrEqualTo(1);
    assertThat(results.stream().filter(r -> r.status() == SetStateStatus.ACCEPT)).isNotEmpty();
    assertThat(runs.stream().map(scenario::read))
        .filteredOn(run -> run.stateName().equals("Skipped"))
        .allSatisfy(run -> assertThat(run.runCount()).isZero());
  }

  @Property(tries = 9)
  void changes_and_deletes_of_the_deployment_end_in_no_circle(
      @ForAll("judging") Overlap overlap, @ForAll("steps") List<Step> steps) throws Exception {
    var deployment = deployment(overlap);
    var runs = dueRuns(deployment);

    race.atOnce(
        steps,
        step -> {
          if (step.type() == null) {
            late();
          } else if (step.type() == StateType.SCHEDULED) {
            changeOrDelete(deployment, step.run(), overlap);
          } else {
            ignoringMissing(() -> scenario.propose(runs.get(step.run()), step.type()));
          }
        });

    late();
    runs.forEach(run -> ignoringMissing(() -> assertThat(scenario.read(run)).isNotNull()));
  }

  private static void changeOrDelete(DeploymentResponse deployment, int which, Overlap overlap) {
    var deployments = server.get(Deployments.class);
    ignoringMissing(
        () -> {
          if (which == 0) {
            deployments.delete(deployment.id());
          } else {
            deployments.update(
                deployment.id(),
                DeploymentUpdateBuilder.builder()
                    .schedulePolicy(JsonNullable.of(which == 1 ? null : policy(overlap)))
                    .build());
          }
        });
  }

  private static void ignoringMissing(Runnable work) {
    try {
      work.run();
    } catch (Problem e) {
      assertThat(e.status()).isEqualTo(404);
    }
  }

  private static void late() {
    var lateRuns = server.get(LateRuns.class);
    lateRuns.markPage();
    lateRuns.endPage();
  }

  private static DeploymentResponse deployment(Overlap overlap) {
    var name = "d" + ROUND.incrementAndGet();
    var hourly = new IntervalSchedule(Duration.ofHours(1), server.clock().now().plusDays(1), "UTC");
    return scenario.deployment(name, name, hourly, policy(overlap));
  }

  /** Backfilled, so that all are due at once; each may be tried twice. */
  private static List<UUID> dueRuns(DeploymentResponse deployment) {
    var now = server.clock().now();
    server
        .get(Deployments.class)
        .plant(
            deployment.id(),
            ScheduleRequestBuilder.builder()
                .startTime(now.minusDays(1))
                .endTime(now)
                .minTime(Duration.ZERO)
                .minRuns(RUNS)
                .maxRuns(RUNS)
                .build());
    var runs = due(deployment, now);
    runs.forEach(
        run ->
            server
                .get(FlowRuns.class)
                .update(
                    run,
                    FlowRunUpdateBuilder.builder()
                        .empiricalPolicy(Scenario.retries(1, 0))
                        .build()));
    assertThat(runs).hasSize(RUNS);
    return runs;
  }

  private static List<UUID> due(DeploymentResponse deployment, OffsetDateTime now) {
    return scenario.poll(deployment.workQueueName()).stream()
        .filter(run -> run.nextScheduledStartTime().isBefore(now))
        .map(FlowRunResponse::id)
        .toList();
  }

  private static SchedulePolicy policy(Overlap overlap) {
    return SchedulePolicyBuilder.builder().overlap(overlap).build();
  }

  @Provide
  Arbitrary<Overlap> judging() {
    return Arbitraries.of(Overlap.skip, Overlap.queue_one, Overlap.cancel_running);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    // null stands for the late-run service
    var types =
        Arbitraries.of(
            StateType.PENDING,
            StateType.PENDING,
            StateType.PENDING,
            StateType.PENDING,
            StateType.RUNNING,
            StateType.RUNNING,
            StateType.FAILED,
            StateType.COMPLETED,
            StateType.SCHEDULED,
            null);
    return Combinators.combine(Arbitraries.integers().between(0, RUNS - 1), types)
        .as(Step::new)
        .list()
        .ofMinSize(40)
        .ofMaxSize(90);
  }
}
