package dev.rigel.it;

import static dev.rigel.contract.state.SetStateStatus.ABORT;
import static dev.rigel.contract.state.SetStateStatus.ACCEPT;
import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.agent.AgentCreateBuilder;
import dev.rigel.contract.agent.AgentsApi;
import dev.rigel.contract.flowrun.WaitKind;
import dev.rigel.contract.flowrun.WaitReason;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.contract.workqueue.QueueAgent;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.contract.workqueue.UiWorkQueuesApi;
import dev.rigel.contract.workqueue.WorkQueueCountQuery;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueFilter;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.contract.workqueue.WorkQueueUpdateBuilder;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/** Every rule of work queues, as stock agents and clients rely on them. */
@OnServer
class WorkQueuesIT {
  private final ApiClient api;

  WorkQueuesIT(Rigel rigel) {
    api = rigel.api();
  }

  @Nested
  class Handing_out {
    @Test
    void the_soonest_run_comes_first_and_nothing_is_reserved() {
      var site = Site.unlimited(api);
      var later = site.runDue(Site.now().plusMinutes(2));
      var sooner = site.runDue(Site.now().plusMinutes(1));

      assertThat(site.poll()).containsExactly(sooner.id(), later.id());
      assertThat(site.poll()).containsExactly(sooner.id(), later.id());
    }

    @Test
    void a_run_due_exactly_at_the_asked_time_is_handed_out() {
      var site = Site.unlimited(api);
      var noon = Site.now().plusHours(1).truncatedTo(ChronoUnit.SECONDS);
      var run = site.runDue(noon);
      site.runDue(noon.plusSeconds(1));

      assertThat(site.poll(GetRunsBuilder.builder().scheduledBefore(noon).build()))
          .containsExactly(run.id());
    }

    @Test
    void no_more_runs_than_asked_for() {
      var site = Site.unlimited(api);
      var first = site.runDue(Site.now().minusMinutes(2));
      site.dueRun();

      assertThat(site.poll(GetRunsBuilder.builder().limit(1).build())).containsExactly(first.id());
      assertThat(site.poll(GetRunsBuilder.builder().limit(0).build())).isEmpty();
    }

    @Test
    void only_scheduled_runs_are_handed_out() {
      var site = Site.unlimited(api);
      var run = site.dueRun();

      site.propose(run.id(), PENDING);

      assertThat(site.poll()).isEmpty();
    }

    @Test
    void a_late_run_is_still_handed_out() {
      var site = Site.unlimited(api);
      var run = site.runDue(Site.now().minusMinutes(10));

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> api.flowRuns().read(run.id()).stateName().equals("Late"));

      assertThat(site.poll()).containsExactly(run.id());
    }

    @Test
    void a_paused_queue_hands_out_nothing_until_it_is_resumed() {
      var site = Site.unlimited(api);
      var run = site.dueRun();

      api.workQueues().update(site.queue.id(), WorkQueueUpdate.paused(true));
      assertThat(site.poll()).isEmpty();

      api.workQueues().update(site.queue.id(), WorkQueueUpdate.paused(false));
      assertThat(site.poll()).containsExactly(run.id());
    }

    @Test
    void a_run_made_without_its_deployment_is_on_no_queue() {
      var site = Site.unlimited(api);
      var run = site.looseRun(StateCreate.scheduled(Site.now(), null), EmpiricalPolicy.NONE);

      assertThat(run.workQueueName()).isNull();
      assertThat(site.poll()).isEmpty();
    }

    @Test
    void an_unknown_queue_is_not_found() {
      var unknown = UUID.randomUUID();

      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(
              () -> api.workQueues().getRuns(unknown, GetRunsBuilder.builder().build(), null))
          .satisfies(e -> assertThat(e.status()).isEqualTo(404))
          .withMessageContaining("Work queue with id " + unknown + " not found");
    }
  }

  @Nested
  class Limits {
    @Test
    void pending_and_running_runs_take_the_slots() {
      var site = Site.limited(api, 2);
      var pending = site.dueRun();
      var running = site.dueRun();
      site.dueRun();
      assertThat(site.poll()).hasSize(2);

      site.propose(pending.id(), PENDING);
      assertThat(site.poll()).hasSize(1);

      site.propose(running.id(), RUNNING);
      assertThat(site.poll()).isEmpty();
    }

    @Test
    void a_finished_run_gives_its_slot_back() {
      var site = Site.limited(api, 1);
      var first = site.runDue(Site.now().minusMinutes(1));
      var second = site.dueRun();
      site.propose(first.id(), RUNNING);
      assertThat(site.poll()).isEmpty();

      site.propose(first.id(), COMPLETED);

      assertThat(site.poll()).containsExactly(second.id());
    }

    @Test
    void a_full_queue_refuses_another_pending_run() {
      var site = Site.limited(api, 1);
      var first = site.dueRun();
      var second = site.dueRun();

      assertThat(site.propose(first.id(), PENDING).status()).isEqualTo(ACCEPT);
      assertThat(site.propose(second.id(), PENDING).status()).isEqualTo(ABORT);
      assertThat(api.flowRuns().read(second.id()).stateName()).isEqualTo("Scheduled");

      site.propose(first.id(), RUNNING);
      site.propose(first.id(), CANCELLED);
      assertThat(site.propose(second.id(), PENDING).status()).isEqualTo(ACCEPT);
    }

    @Test
    void a_limit_of_zero_hands_out_nothing() {
      var none = Site.limited(api, 0);
      none.dueRun();

      assertThat(none.poll()).isEmpty();
    }

    @Test
    void a_limit_can_be_changed_and_taken_away() {
      var site = Site.limited(api, 0);
      site.dueRun();
      site.dueRun();

      api.workQueues().update(site.queue.id(), WorkQueueUpdate.limit(1));
      assertThat(site.poll()).hasSize(1);

      api.workQueues().update(site.queue.id(), WorkQueueUpdate.limit(null));
      assertThat(site.poll()).hasSize(2);
      assertThat(api.workQueues().read(site.queue.id()).concurrencyLimit()).isNull();
    }
  }

  @Nested
  class Names {
    @Test
    void a_deployment_makes_its_queue() {
      var site = Site.unlimited(api);
      var name = Site.unique("new queue");

      api.deployments()
          .create(Site.deploymentOf(site.flow.id(), Site.unique("d"), name, List.of()));

      assertThat(api.workQueues().readByName(name).isPaused()).isFalse();
    }

    @Test
    void names_differ_by_case_and_may_hold_anything_but_the_banned_characters() {
      var name = "Größe + ? # " + UUID.randomUUID() + " A";
      var lower =
          api.workQueues().create(WorkQueueCreate.named(name.toLowerCase(java.util.Locale.ROOT)));
      var upper = api.workQueues().create(WorkQueueCreate.named(name));

      assertThat(api.workQueues().readByName(name).id())
          .isEqualTo(upper.id())
          .isNotEqualTo(lower.id());
    }

    @Test
    void a_taken_name_is_a_conflict() {
      var site = Site.unlimited(api);

      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> api.workQueues().create(WorkQueueCreate.named(site.queue.name())))
          .satisfies(e -> assertThat(e.isConflict()).isTrue())
          .withMessageContaining("A work queue with this name already exists.");
    }

    @Test
    void a_rename_to_a_taken_name_is_a_conflict() {
      var site = Site.unlimited(api);
      var other = api.workQueues().create(WorkQueueCreate.named(Site.unique("other")));

      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> api.workQueues().update(other.id(), renamed(site.queue.name())))
          .satisfies(e -> assertThat(e.isConflict()).isTrue());
      assertThat(api.workQueues().read(other.id()).name()).isEqualTo(other.name());
    }

    @Test
    void a_renamed_queue_loses_its_runs() {
      var site = Site.unlimited(api);
      site.dueRun();

      api.workQueues().update(site.queue.id(), renamed(Site.unique("other")));

      assertThat(site.poll()).isEmpty();
    }

    @Test
    void a_deleted_queue_leaves_runs_and_deployments_and_can_be_made_anew() {
      var site = Site.unlimited(api);
      var run = site.dueRun();
      site.poll();

      api.workQueues().delete(site.queue.id());

      assertThat(api.deployments().read(site.deployment.id()).workQueueName())
          .isEqualTo(site.queue.name());
      var again = api.workQueues().create(WorkQueueCreate.named(site.queue.name()));
      assertThat(site.poll(again.id())).containsExactly(run.id());
    }

    @Test
    void lists_are_by_name_and_prefixes_ignore_case() {
      var prefix = UUID.randomUUID().toString();
      api.workQueues().create(WorkQueueCreate.named(prefix + "-b"));
      api.workQueues().create(WorkQueueCreate.named(prefix + "-a"));
      var upper = prefix.toUpperCase(java.util.Locale.ROOT);

      var found =
          api.workQueues()
              .filter(
                  new WorkQueueQuery(
                      new WorkQueueFilter(null, Match.NamesOrPrefixes.startingWith(List.of(upper))),
                      null,
                      null));

      assertThat(found)
          .extracting(WorkQueueResponse::name)
          .containsExactly(prefix + "-a", prefix + "-b");
    }

    @Test
    void parts_of_names_are_found_and_counted_as_those_of_runs_are() {
      var mark = UUID.randomUUID().toString();
      for (var end : List.of("-Blue-1", "-blue+2", "-green-3")) {
        api.workQueues().create(WorkQueueCreate.named("x" + mark + end));
      }

      assertThat(queuesLike(mark + "-BLUE"))
          .containsExactly("x" + mark + "-Blue-1", "x" + mark + "-blue+2");
      assertThat(queuesLike(mark + "%_3")).containsExactly("x" + mark + "-green-3");
      assertThat(queuesLike(mark + "-red")).isEmpty();
      var filter = like(mark);
      assertThat(api.workQueues().count(new WorkQueueCountQuery(filter, null))).isEqualTo(3);
      assertThat(api.workQueues().count(new WorkQueueCountQuery(filter, 2))).isEqualTo(2);
    }

    private List<String> queuesLike(String text) {
      return api.workQueues().filter(new WorkQueueQuery(like(text), null, null)).stream()
          .map(WorkQueueResponse::name)
          .toList();
    }

    private static WorkQueueFilter like(String text) {
      return new WorkQueueFilter(null, new Match.NamesOrPrefixes(null, null, text));
    }
  }

  @Nested
  class Polls {
    @Test
    void a_poll_is_remembered_and_makes_the_queue_healthy() {
      var site = Site.unlimited(api);
      assertThat(api.workQueues().status(site.queue.id()).healthy()).isFalse();

      site.poll();

      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () -> assertThat(api.workQueues().status(site.queue.id()).healthy()).isTrue());
      assertThat(api.workQueues().read(site.queue.id()).lastPolled())
          .isBetween(site.queue.created(), Site.now().plusSeconds(1));
    }

    @Test
    void a_look_from_the_page_is_no_poll() {
      var site = Site.unlimited(api);
      var run = site.dueRun();

      var seen =
          api.workQueues().getRuns(site.queue.id(), GetRunsBuilder.builder().build(), "true");

      assertThat(seen).extracting(r -> r.id()).containsExactly(run.id());
      assertThat(api.workQueues().read(site.queue.id()).lastPolled()).isNull();
    }

    @Test
    void late_runs_make_a_polled_queue_unhealthy() {
      var site = Site.unlimited(api);
      site.runDue(Site.now().minusMinutes(5));
      site.poll();

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> api.workQueues().status(site.queue.id()).lateRunsCount() == 1);

      assertThat(api.workQueues().status(site.queue.id()).healthy()).isFalse();
    }
  }

  @Nested
  class What_is_seen {
    @Test
    void a_queue_is_seen_with_its_runs_and_agents() {
      var site = Site.limited(api, 1);
      site.propose(site.dueRun().id(), RUNNING);
      var waiting = site.runDue(Site.now().plusMinutes(1));
      site.runDue(Site.now().plusHours(2));
      var agent =
          api.of(AgentsApi.class)
              .create(
                  AgentCreateBuilder.builder()
                      .name("watched")
                      .queues(List.of(site.queue.name()))
                      .prefixes(List.of())
                      .labels(List.of())
                      .build());

      var seen = overview(site.queue);

      assertThat(seen.workQueue()).isEqualTo(api.workQueues().read(site.queue.id()));
      assertThat(seen.runs()).isEqualTo(new QueueRuns(1, 0, 0, 1));
      assertThat(seen.oldestWaiting()).isNull();
      assertThat(seen.agents()).extracting(QueueAgent::id).containsExactly(agent.id());
      assertThat(seen.status().condition()).isEqualTo(QueueCondition.full);
      assertThat(seen.status().healthy()).isFalse();
      assertThat(waits(waiting.id())).extracting(WaitReason::reason).contains(WaitKind.not_due);
      api.of(AgentsApi.class).delete(agent.id());
      assertThat(overview(site.queue).agents()).isEmpty();
    }

    @Test
    void a_run_says_why_it_waits() {
      var site = Site.limited(api, 0);
      var run = site.dueRun();

      assertThat(waits(run.id()))
          .anySatisfy(
              wait -> {
                assertThat(wait.reason()).isEqualTo(WaitKind.queue_full);
                assertThat(wait.subject()).isEqualTo(site.queue.name());
              });
      assertThat(overview(site.queue).oldestWaiting())
          .isCloseTo(run.expectedStartTime(), within(1, ChronoUnit.MILLIS));
    }

    @Test
    void a_run_that_is_unknown_is_not_found() {
      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> waits(UUID.randomUUID()))
          .satisfies(e -> assertThat(e.isNotFound()).isTrue());
    }

    private QueueOverview overview(WorkQueueResponse queue) {
      var query = new QueueOverviewQuery(List.of(queue.id()), null, null, null);
      return api.of(UiWorkQueuesApi.class).filter(query).get(0);
    }

    private List<WaitReason> waits(UUID run) {
      return api.flowRuns().waiting(run);
    }
  }

  @Nested
  class Legacy_filters {
    @Test
    void runs_need_all_tags_whatever_their_queue() {
      var wanted = Site.unique("tag");
      var site = Site.tagged(api, wanted, "other");
      var run = site.dueRun();

      assertThat(site.poll(site.filterQueue(tags(wanted, "other")).id())).containsExactly(run.id());
      assertThat(site.poll(site.filterQueue(tags(wanted, "missing")).id())).isEmpty();
    }

    @Test
    void deployments_can_be_demanded_and_none_means_none() {
      var site = Site.unlimited(api);
      var run = site.dueRun();
      Site.unlimited(api).dueRun();
      var only = new QueueFilter(null, List.of(site.deployment.id()));
      var none = new QueueFilter(null, List.of());

      assertThat(site.poll(site.filterQueue(only).id())).containsExactly(run.id());
      assertThat(site.poll(site.filterQueue(none).id())).isEmpty();
    }

    @Test
    void an_empty_filter_takes_every_deployments_runs_and_only_those() {
      var site = Site.unlimited(api);
      var run = site.runDue(Site.now().minusYears(10));
      var loose =
          site.looseRun(
              StateCreate.scheduled(Site.now().minusYears(11), null), EmpiricalPolicy.NONE);

      assertThat(site.poll(site.filterQueue(new QueueFilter(null, null)).id()))
          .contains(run.id())
          .doesNotContain(loose.id());
      site.propose(run.id(), CANCELLED);
    }

    @Test
    void slots_count_the_matching_runs() {
      var tag = Site.unique("tag");
      var site = Site.tagged(api, tag);
      var queue = site.filterQueue(tags(tag));
      api.workQueues().update(queue.id(), WorkQueueUpdate.limit(1));
      var first = site.dueRun();
      site.dueRun();
      assertThat(site.poll(queue.id())).hasSize(1);

      site.propose(first.id(), PENDING);

      assertThat(site.poll(queue.id())).isEmpty();
    }

    @Test
    void without_its_filter_the_queue_goes_by_name() {
      var site = Site.tagged(api, Site.unique("tag"));
      var queue = site.filterQueue(new QueueFilter(site.deployment.tags(), null));
      site.dueRun();
      assertThat(site.poll(queue.id())).hasSize(1);

      api.workQueues().update(queue.id(), filtered(null));

      assertThat(site.poll(queue.id())).isEmpty();
    }

    @Test
    void a_deployment_knows_the_queues_that_take_it() {
      var tag = Site.unique("tag");
      var site = Site.tagged(api, tag, "more");
      var matching = site.filterQueue(tags(tag));
      var other = site.filterQueue(tags(tag, "missing"));

      assertThat(api.deployments().workQueueCheck(site.deployment.id()))
          .extracting(WorkQueueResponse::id)
          .contains(matching.id(), site.queue.id())
          .doesNotContain(other.id());
    }

    private QueueFilter tags(String... tags) {
      return new QueueFilter(List.of(tags), null);
    }
  }

  private static WorkQueueUpdate renamed(String name) {
    return WorkQueueUpdateBuilder.builder().name(name).build();
  }

  private static WorkQueueUpdate filtered(QueueFilter filter) {
    return WorkQueueUpdateBuilder.builder().filter(JsonNullable.of(filter)).build();
  }
}
