package dev.rigel.server.workqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunUpdateBuilder;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.WorkQueueCreateBuilder;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In which order the runs of queues are handed out, to agents that poll and to those that claim.
 */
class PriorityTest {
  private static final Map<Database, ServerHarness> SERVERS = new ConcurrentHashMap<>();

  /** Always the same: what others were offered would come last. */
  private static final UUID AGENT = UUID.randomUUID();

  private Scenario scenario;
  private WorkQueues queues;
  private OffsetDateTime now;

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(ServerHarness::close);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void the_higher_priority_goes_first_and_of_equals_the_older(Database database) {
    on(database);
    var site = site();
    var normal = scenario.run(site, now.minusSeconds(50), 0);
    var low = scenario.run(site, now.minusSeconds(90), -3);
    var high = scenario.run(site, now.minusSeconds(1), 7);
    var older = scenario.run(site, now.minusSeconds(60), 0);

    assertThat(poll(site, 10, now)).containsExactly(high, older, normal, low);
    assertThat(claim(10, now, site)).containsExactly(high, older, normal, low);
    assertThat(poll(site, 2, now)).containsExactly(high, older);
    assertThat(claim(1, now, site)).containsExactly(high);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void what_is_not_due_hides_nothing_that_is(Database database) {
    on(database);
    var site = site();
    var soon = scenario.run(site, now.plusSeconds(5), 9);
    var sooner = scenario.run(site, now.plusSeconds(2), 0);
    var sooner2 = scenario.run(site, now.plusSeconds(2), 1);
    var due = scenario.run(site, now, -9);
    var ahead = now.plusSeconds(10);

    assertThat(poll(site, 1, now)).containsExactly(due);
    assertThat(poll(site, 1, ahead)).containsExactly(due);
    assertThat(poll(site, 10, ahead)).containsExactly(due, sooner2, sooner, soon);
    assertThat(claim(10, ahead, site)).containsExactly(due, sooner2, sooner, soon);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void queues_go_in_the_order_given_whatever_the_priority_and_what_is_due_before_the_rest(
      Database database) {
    on(database);
    var first = site();
    var second = site();
    var ahead = scenario.run(first, now.plusSeconds(5), 100);
    var low = scenario.run(first, now, -100);
    var high = scenario.run(second, now, 100);

    assertThat(claim(10, now.plusSeconds(10), first, second)).containsExactly(low, high, ahead);
    assertThat(claim(2, now.plusSeconds(10), first, second)).containsExactly(low, high);
    assertThat(claim(1, now.plusSeconds(10), second, first)).containsExactly(high);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void a_full_queue_with_many_that_wait_hides_nothing_of_another(Database database) {
    on(database);
    var full = site();
    var other = site();
    for (int i = 0; i < 12; i++) {
      scenario.run(full, now.minusSeconds(20 - i), 50);
    }
    var free = scenario.run(other, now, 0);
    scenario.limit(full.workQueueName(), 1);
    scenario.propose(poll(full, 1, now).get(0), StateType.PENDING);

    assertThat(claim(3, now, full, other)).containsExactly(free);
    assertThat(poll(full, 3, now)).isEmpty();
    assertThat(poll(other, 3, now)).containsExactly(free);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void a_low_queue_with_a_small_limit_does_not_crowd_out_the_high_one(Database database) {
    on(database);
    var high = site();
    var low = site();
    scenario.limit(low.workQueueName(), 1);
    for (int i = 0; i < 5; i++) {
      scenario.run(low, now.minusSeconds(1000), 1000);
    }
    var important = scenario.run(high, now, 0);

    assertThat(claim(1, now, high, low)).containsExactly(important);
    assertThat(claim(5, now, high, low)).hasSize(2).startsWith(important);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void the_priority_of_a_run_that_waits_can_be_changed_and_of_no_other(Database database) {
    on(database);
    var site = site();
    var one = scenario.run(site, now.minusSeconds(2), 0);
    var other = scenario.run(site, now.minusSeconds(1), 0);

    prioritise(other, 1);

    assertThat(scenario.read(other).priority()).isEqualTo(1);
    assertThat(poll(site, 10, now)).containsExactly(other, one);
    scenario.propose(other, StateType.PENDING);
    assertThatThrownBy(() -> prioritise(other, 2))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(409))
        .hasMessageContaining("PENDING");
    assertThat(scenario.read(other).priority()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void planted_runs_have_the_normal_one(Database database) {
    on(database);
    var hourly = new IntervalSchedule(Duration.ofHours(1), now, null);
    var site = scenario.deployment("hourly", name("planted"), hourly);

    assertThat(poll(site, 1, now.plusDays(1)))
        .singleElement()
        .satisfies(run -> assertThat(scenario.read(run).priority()).isZero());
  }

  /** Random priorities, times, limits and pages, against a plain sort; the seed is told. */
  @ParameterizedTest
  @EnumSource(Database.class)
  void the_order_is_that_of_a_plain_sort(Database database) {
    on(database);
    for (long seed = 1; seed <= 12; seed++) {
      var random = new Random(seed);
      var site = site();
      var tag = name("tag");
      tagQueue(tag, random.nextInt(3));
      var spread = random.nextInt(3);
      for (int i = 0; i < 25; i++) {
        var due = now.plusSeconds(random.nextInt(16) - 10);
        var tags = random.nextInt(4) == 0 ? List.of(tag) : List.<String>of();
        var run = scenario.run(site, due, EmpiricalPolicy.NONE, tags);
        prioritise(run, spread == 0 ? 0 : random.nextInt(spread * 2 + 1) - spread);
      }
      var before = now.plusSeconds(random.nextInt(6));
      var all = poll(site, 200, now.plusDays(1));
      var expected = offered(all, before);
      var most = 1 + random.nextInt(25);

      assertThat(poll(site, most, before))
          .as("seed " + seed)
          .isEqualTo(expected.stream().limit(most).toList());
      assertThat(claim(most, before, site))
          .as("seed " + seed)
          .isEqualTo(expected.stream().limit(most).toList());
    }
  }

  private List<UUID> offered(List<UUID> all, OffsetDateTime before) {
    var runs = all.stream().map(scenario::read).filter(r -> !start(r).isAfter(before)).toList();
    var important = Comparator.comparing(FlowRunResponse::priority).reversed();
    var soonest = Comparator.comparing(PriorityTest::start);
    var id = Comparator.comparing((FlowRunResponse run) -> run.id().toString());
    var due =
        runs.stream()
            .filter(run -> !start(run).isAfter(now))
            .sorted(important.thenComparing(soonest).thenComparing(id));
    var ahead =
        runs.stream()
            .filter(run -> start(run).isAfter(now))
            .sorted(soonest.thenComparing(important).thenComparing(id));
    return Stream.concat(due, ahead).map(FlowRunResponse::id).toList();
  }

  private static OffsetDateTime start(FlowRunResponse run) {
    return run.nextScheduledStartTime();
  }

  private void prioritise(UUID run, int priority) {
    scenario
        .server()
        .get(FlowRuns.class)
        .update(run, FlowRunUpdateBuilder.builder().priority(priority).build());
  }

  private void on(Database database) {
    var provider = database == Database.H2 ? JpaProvider.HIBERNATE : JpaProvider.ECLIPSELINK;
    scenario = new Scenario(SERVERS.computeIfAbsent(database, d -> ServerHarness.on(d, provider)));
    queues = scenario.server().get(WorkQueues.class);
    now = scenario.server().clock().now();
  }

  private static String name(String start) {
    return start + "-" + UUID.randomUUID();
  }

  private DeploymentResponse site() {
    return scenario.deployment(name("d"), name("queue"), null);
  }

  private void tagQueue(String tag, int limit) {
    queues.create(
        WorkQueueCreateBuilder.builder()
            .name(tag)
            .concurrencyLimit(limit)
            .filter(new QueueFilter(List.of(tag), null))
            .build());
  }

  private List<UUID> poll(DeploymentResponse site, int limit, OffsetDateTime before) {
    var asked =
        GetRunsBuilder.builder().limit(limit).scheduledBefore(before).agentId(AGENT).build();
    return queues.ready(queues.readByName(site.workQueueName()).id(), asked, true).stream()
        .map(FlowRunResponse::id)
        .toList();
  }

  private List<UUID> claim(int most, OffsetDateTime before, DeploymentResponse... sites) {
    var names = new ArrayList<String>();
    for (var site : sites) {
      names.add(site.workQueueName());
    }
    return queues.lockReady(queues.serving(names, List.of()), most, before).stream()
        .map(FlowRun::id)
        .toList();
  }
}
