package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.BulkApi;
import dev.rigel.contract.operation.BulkRequestBuilder;
import dev.rigel.contract.operation.OperationResponse;
import dev.rigel.contract.operation.OperationState;
import dev.rigel.contract.operation.OperationsApi;
import dev.rigel.contract.operation.RefusedRun;
import dev.rigel.contract.state.StateType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One action for many runs, on the real server, whose timer goes on with it. */
@OnServer
@EachOnce
class BulkIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final ApiClient api;
  private final Http http;
  private final Site site;

  BulkIT(Rigel rigel) {
    api = rigel.api();
    http = rigel.http();
    site = Site.unlimited(api);
  }

  @Test
  void some_hundred_runs_are_cancelled_by_a_filter_and_the_numbers_add_up() {
    var waiting = runs(240);
    var ended = site.dueRun().id();
    site.propose(ended, StateType.RUNNING);
    site.propose(ended, StateType.COMPLETED);

    var planned = bulk().apply(of(BulkAction.cancel).dryRun(true).build());
    assertThat(planned.matched()).isEqualTo(241);
    assertThat(planned.applicable()).isEqualTo(240);
    assertThat(inState(StateType.SCHEDULED)).isEqualTo(240);

    var over = toItsEnd(bulk().apply(of(BulkAction.cancel).build()));

    assertThat(over.state()).isEqualTo(OperationState.COMPLETED);
    assertThat(over.done()).isEqualTo(waiting.size());
    assertThat(over.refused()).isEqualTo(1);
    assertThat(over.refusals()).extracting(RefusedRun::flowRunId).containsExactly(ended);
    assertThat(inState(StateType.CANCELLED)).isEqualTo(240);
    assertThat(site.poll()).isEmpty();
  }

  @Test
  void a_few_are_answered_with_what_was_done() {
    runs(5);

    assertThat(statusOf("{\"action\": \"cancel\", \"flow_runs\": %s}".formatted(filterJson())))
        .isEqualTo(200);

    assertThat(inState(StateType.CANCELLED)).isEqualTo(5);
    var retried = bulk().apply(of(BulkAction.retry).build());
    assertThat(retried.id()).isNull();
    assertThat(retried.done()).isEqualTo(5);
    assertThat(inState(StateType.SCHEDULED)).isEqualTo(5);
    var moved = bulk().apply(of(BulkAction.move).workQueueName(Site.unique("moved")).build());
    assertThat(moved.done()).isEqualTo(5);
    assertThat(inState(StateType.SCHEDULED)).isZero();
  }

  @Test
  void more_are_accepted_and_go_on_until_they_are_stopped_or_done() {
    runs(205);

    assertThat(statusOf("{\"action\": \"delete\", \"flow_runs\": %s}".formatted(filterJson())))
        .isEqualTo(202);
    await().atMost(SOON).until(() -> inState(StateType.SCHEDULED) == 0);

    runs(205);
    var begun = bulk().apply(of(BulkAction.delete).build());
    api.of(OperationsApi.class).stop(Objects.requireNonNull(begun.id()));
    var over = toItsEnd(begun);
    assertThat(205 - over.done()).isEqualTo(inState(StateType.SCHEDULED));
    assertThat(http.get("/operations/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\": \"cancel\"}",
        "{\"action\": \"cancel\", \"flow_runs\": null}",
        "{\"action\": \"move\", \"flow_runs\": {}}",
        "{\"action\": \"move\", \"flow_runs\": {}, \"work_queue_name\": \"\"}",
        "{\"action\": \"burn\", \"flow_runs\": {}}",
        "{\"flow_runs\": {}}",
        "{\"action\": \"cancel\", \"flow_runs\": {\"id\": {\"any_\": [\"no id\"]}}}",
      })
  void what_is_not_whole_is_refused_and_changes_nothing(String request) {
    var run = site.dueRun();

    assertThat(statusOf(request)).isEqualTo(422);

    assertThat(api.flowRuns().read(run.id()).stateType()).isEqualTo(StateType.SCHEDULED);
  }

  private int statusOf(String request) {
    return http.post("/flow_runs/bulk", request).status();
  }

  private BulkApi bulk() {
    return api.of(BulkApi.class);
  }

  private OperationResponse toItsEnd(OperationResponse begun) {
    var id = Objects.requireNonNull(begun.id());
    return await()
        .atMost(SOON)
        .until(
            () -> api.of(OperationsApi.class).read(id),
            now -> now.state() != OperationState.RUNNING);
  }

  private BulkRequestBuilder of(BulkAction action) {
    return BulkRequests.of(action, site.queue.name());
  }

  private String filterJson() {
    return "{\"work_queue_name\": {\"any_\": [\"%s\"]}}".formatted(site.queue.name());
  }

  private List<UUID> runs(int count) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(i -> site.dueRun())
        .map(FlowRunResponse::id)
        .toList();
  }

  private long inState(StateType type) {
    var request =
        "{\"flow_runs\": {\"work_queue_name\": {\"any_\": [\"%s\"]}, \"state\": {\"type\": {\"any_\": [\"%s\"]}}}}";
    return Long.parseLong(
        http.post("/flow_runs/count", request.formatted(site.queue.name(), type)).text());
  }
}
