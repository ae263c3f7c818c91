package dev.rigel.server.workqueue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.WorkQueueCreateBuilder;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a poll offers is what the gate takes, and nothing that it would take is kept back. */
class OfferedRunsTest {
  private static final Map<Database, ServerHarness> SERVERS = new ConcurrentHashMap<>();

  private Scenario scenario;
  private WorkQueues queues;

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(ServerHarness::close);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void a_full_queue_of_a_tag_does_not_hide_what_comes_behind(Database database) {
    on(database);
    var site = scenario.deployment("d", name("main"), null);
    var tag = name("gpu");
    tagQueue(tag, 1);
    var runs = runs(site, 216, List.of(tag));
    scenario.propose(runs.get(0), StateType.PENDING);
    var free = runs(site, 1, List.of()).get(0);

    assertThat(poll(site, 10)).containsExactly(free);
    assertThat(poll(site, 200)).containsExactly(free);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void no_more_runs_of_a_tag_are_offered_than_its_queue_has_places(Database database) {
    on(database);
    var site = scenario.deployment("d", name("main"), null);
    var tag = name("gpu");
    tagQueue(tag, 3);
    var runs = runs(site, 5, List.of(tag));
    scenario.propose(runs.get(0), StateType.PENDING);
    var free = runs(site, 2, List.of());

    assertThat(poll(site, 10))
        .containsExactlyInAnyOrder(runs.get(1), runs.get(2), free.get(0), free.get(1));
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void a_queue_of_a_tag_does_not_offer_what_a_full_named_queue_refuses(Database database) {
    on(database);
    var full = scenario.deployment("full", name("main"), null);
    var other = scenario.deployment("other", name("other"), null);
    var tag = name("gpu");
    var queue = tagQueue(tag, null);
    scenario.limit(full.workQueueName(), 0);
    runs(full, 12, List.of(tag));
    var free = runs(other, 1, List.of(tag)).get(0);

    assertThat(queues.ready(queue, GetRunsBuilder.builder().limit(10).build(), false))
        .extracting(FlowRunResponse::id)
        .containsExactly(free);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void agents_that_poll_at_the_same_time_are_led_to_different_runs(Database database) {
    on(database);
    var site = scenario.deployment("d", name("main"), null);
    var runs = runs(site, 8, List.of());

    assertThat(poll(site, 3)).isEqualTo(runs.subList(0, 3));
    assertThat(poll(site, 3)).isEqualTo(runs.subList(3, 6));
    assertThat(poll(site, 3)).containsExactly(runs.get(6), runs.get(7), runs.get(0));
    assertThat(poll(site, 10)).isEqualTo(runs);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void an_agent_that_says_who_it_is_gets_the_same_page_again(Database database) {
    on(database);
    var site = scenario.deployment("d", name("main"), null);
    var runs = runs(site, 6, List.of());
    var one = UUID.randomUUID();
    var other = UUID.randomUUID();

    assertThat(poll(site, 2, one)).isEqualTo(runs.subList(0, 2));
    assertThat(poll(site, 2, other)).isEqualTo(runs.subList(2, 4));
    assertThat(poll(site, 2, one)).isEqualTo(runs.subList(0, 2));
    assertThat(poll(site, 2, null)).isEqualTo(runs.subList(4, 6));
    assertThat(poll(site, 2, other)).isEqualTo(runs.subList(2, 4));
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void what_was_not_taken_comes_first_again_after_a_moment_and_no_later(Database database) {
    on(database);
    var site = scenario.deployment("d", name("main"), null);
    var runs = runs(site, 4, List.of());
    var oldest = runs.subList(0, 2);

    assertThat(poll(site, 2)).isEqualTo(oldest);
    scenario.server().clock().advance(Duration.ofSeconds(3));

    assertThat(poll(site, 2)).isEqualTo(oldest);
    assertThat(poll(site, 2)).isEqualTo(oldest);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void a_less_important_run_is_not_preferred_nor_one_that_is_not_due(Database database) {
    on(database);
    var site = scenario.deployment("d", name("main"), null);
    var now = scenario.server().clock().now();
    var ahead = scenario.run(site, now.plusSeconds(5), 9);
    var low = scenario.run(site, now.minusSeconds(9), -1);
    var high = scenario.run(site, now.minusSeconds(2), 1);
    var high2 = scenario.run(site, now.minusSeconds(1), 1);

    assertThat(poll(site, 1)).containsExactly(high);
    assertThat(poll(site, 4)).containsExactly(high2, high, low, ahead);
    assertThat(poll(site, 2)).containsExactly(high, high2);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void where_places_are_scarce_a_younger_run_takes_none_from_an_older_one(Database database) {
    on(database);
    var site = scenario.deployment("d", name("main"), null);
    var runs = runs(site, 6, List.of());
    scenario.limit(site.workQueueName(), 3);

    assertThat(poll(site, 2)).isEqualTo(runs.subList(0, 2));
    assertThat(poll(site, 2)).containsExactly(runs.get(2), runs.get(0));
    assertThat(poll(site, 10)).isEqualTo(runs.subList(0, 3));
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void offers_that_were_taken_are_forgotten_with_the_next_poll(Database database) {
    on(database);
    var site = scenario.deployment("d", name("main"), null);
    var runs = runs(site, 3, List.of());
    var queue = queues.readByName(site.workQueueName()).id();
    poll(site, 2).forEach(run -> assertTaken(run, true));

    poll(site, 1);

    var offers = scenario.server().get(Offers.class);
    assertThat(offers.toOthers(queue, null, scenario.server().clock().now()))
        .containsExactly(runs.get(2));
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void a_look_from_the_page_is_no_offer_and_sees_none(Database database) {
    on(database);
    var site = scenario.deployment("d", name("main"), null);
    var runs = runs(site, 4, List.of());
    var queue = queues.readByName(site.workQueueName()).id();
    var asked = GetRunsBuilder.builder().limit(2).build();

    assertThat(ids(queues.ready(queue, asked, false))).isEqualTo(runs.subList(0, 2));
    assertThat(poll(site, 2)).isEqualTo(runs.subList(0, 2));
    assertThat(ids(queues.ready(queue, asked, false))).isEqualTo(runs.subList(0, 2));
  }

  /** Random limits, tags and runs; the seed is told when it fails. */
  @ParameterizedTest
  @EnumSource(Database.class)
  void what_is_offered_is_taken_and_what_is_not_offered_would_be_refused(Database database) {
    on(database);
    for (long seed = 1; seed <= 25; seed++) {
      var random = new Random(seed);
      var site = scenario.deployment("d", name("main"), null);
      var tags = List.of(name("a"), name("b"), name("c"));
      tags.forEach(tag -> tagQueue(tag, random.nextBoolean() ? random.nextInt(4) : null));
      if (random.nextInt(3) == 0) {
        scenario.limit(site.workQueueName(), random.nextInt(8));
      }
      var runs = new ArrayList<UUID>();
      for (int i = 0; i < 12; i++) {
        var some = tags.stream().filter(tag -> random.nextInt(3) == 0).toList();
        runs.addAll(runs(site, 1, some));
      }
      runs.subList(0, random.nextInt(3)).forEach(run -> scenario.propose(run, StateType.PENDING));

      var offered = poll(site, 200);

      assertThat(offered).as("seed " + seed).allSatisfy(run -> assertTaken(run, true));
      assertThat(runs)
          .as("seed " + seed)
          .filteredOn(run -> scenario.read(run).stateType() == StateType.SCHEDULED)
          .allSatisfy(run -> assertTaken(run, false));
    }
  }

  private void assertTaken(UUID run, boolean taken) {
    assertThat(scenario.propose(run, StateType.PENDING).status())
        .isEqualTo(taken ? SetStateStatus.ACCEPT : SetStateStatus.ABORT);
  }

  private void on(Database database) {
    var provider = database == Database.H2 ? JpaProvider.HIBERNATE : JpaProvider.ECLIPSELINK;
    scenario = new Scenario(SERVERS.computeIfAbsent(database, d -> ServerHarness.on(d, provider)));
    queues = scenario.server().get(WorkQueues.class);
  }

  private static String name(String start) {
    return start + "-" + UUID.randomUUID();
  }

  private UUID tagQueue(String tag, Integer limit) {
    var filter = new QueueFilter(List.of(tag), null);
    return queues
        .create(
            WorkQueueCreateBuilder.builder()
                .name(tag)
                .concurrencyLimit(limit)
                .filter(filter)
                .build())
        .id();
  }

  /** Runs that are due, each a moment after the one before. */
  private List<UUID> runs(DeploymentResponse site, int count, List<String> tags) {
    var made = new ArrayList<UUID>();
    for (int i = 0; i < count; i++) {
      var due = scenario.server().clock().now().minusSeconds(1000 - i);
      made.add(scenario.run(site, due, EmpiricalPolicy.NONE, tags));
    }
    return made;
  }

  private List<UUID> poll(DeploymentResponse site, int limit) {
    return poll(site, limit, null);
  }

  private List<UUID> poll(DeploymentResponse site, int limit, UUID agent) {
    var queue = queues.readByName(site.workQueueName()).id();
    var asked = GetRunsBuilder.builder().limit(limit).agentId(agent).build();
    return ids(queues.ready(queue, asked, true));
  }

  private static List<UUID> ids(List<FlowRunResponse> runs) {
    return runs.stream().map(FlowRunResponse::id).toList();
  }
}
