package dev.rigel.it;

import static dev.rigel.contract.state.SetStateStatus.ACCEPT;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateResponse;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Agents that poll one queue at the same time, as fast as they can. Judged by the states that are
 * stored, with the times the server gave them.
 */
@OnServer
class ConcurrentAgentsIT {
  private static final int RUNS = 12;

  private final ApiClient api;
  private final ExecutorService agents = Executors.newCachedThreadPool();

  ConcurrentAgentsIT(Rigel rigel) {
    api = rigel.api();
  }

  @AfterEach
  void agentsEnd() {
    agents.shutdownNow();
  }

  @Test
  void two_agents_on_a_queue_with_limit_1_have_one_run_at_a_time_between_them() throws Exception {
    var site = Site.limited(api, 1);
    var runs = dueRuns(site);

    var taken = atOnce(2, () -> workUntilNothingIsLeft(site, runs));

    assertThat(taken.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(runs);
    var busy = runs.stream().map(this::busyTime).sorted(Comparator.comparing(Busy::from)).toList();
    assertThat(busy.subList(1, busy.size()))
        .allSatisfy(next -> assertThat(next.from()).isAfterOrEqualTo(endBefore(busy, next)));
  }

  private static OffsetDateTime endBefore(List<Busy> busy, Busy next) {
    return busy.get(busy.indexOf(next) - 1).until();
  }

  @Test
  void six_agents_without_a_limit_never_take_a_run_twice() throws Exception {
    var site = Site.unlimited(api);
    var runs = dueRuns(site);

    var taken = atOnce(6, () -> workUntilNothingIsLeft(site, runs));

    assertThat(taken.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(runs);
    assertThat(runs).allSatisfy(run -> assertThat(statesOf(run)).hasSize(4));
  }

  @Test
  void of_eight_simultaneous_proposals_for_one_run_one_is_accepted() throws Exception {
    var site = Site.unlimited(api);
    for (int round = 0; round < 5; round++) {
      var run = site.dueRun().id();

      var outcomes = atOnce(8, () -> site.propose(run, PENDING).status());

      assertThat(outcomes).containsOnlyOnce(ACCEPT).hasSize(8);
      assertThat(outcomes).filteredOn(o -> o == SetStateStatus.ABORT).hasSize(7);
    }
  }

  @Test
  void simultaneous_proposals_of_many_runs_never_overfill_the_queue() throws Exception {
    var site = Site.limited(api, 3);
    var runs = dueRuns(site);

    var proposals =
        runs.stream().<Callable<OrchestrationResult>>map(run -> () -> site.propose(run, PENDING));
    var outcomes = together(proposals.toList());

    assertThat(outcomes).filteredOn(o -> o.status() == ACCEPT).hasSize(3);
  }

  private static List<UUID> dueRuns(Site site) {
    return IntStream.range(0, RUNS).mapToObj(i -> site.dueRun().id()).toList();
  }

  /** What a stock agent does, without its pauses. */
  private List<UUID> workUntilNothingIsLeft(Site site, List<UUID> runs) {
    var mine = new ArrayList<UUID>();
    while (runs.stream().anyMatch(run -> api.flowRuns().read(run).stateType() != COMPLETED)) {
      for (var run : site.poll()) {
        if (site.propose(run, PENDING).status() == ACCEPT) {
          mine.add(run);
          assertThat(site.propose(run, RUNNING).status()).isEqualTo(ACCEPT);
          assertThat(site.propose(run, COMPLETED).status()).isEqualTo(ACCEPT);
        }
      }
    }
    return mine;
  }

  private record Busy(OffsetDateTime from, OffsetDateTime until) {}

  /** From PENDING to the end: the time in which a run takes a slot. */
  private Busy busyTime(UUID run) {
    var states = statesOf(run);
    assertThat(states)
        .extracting(StateResponse::type)
        .endsWith(PENDING, RUNNING, COMPLETED)
        .containsOnlyOnce(PENDING);
    return new Busy(
        states.get(states.size() - 3).timestamp(), states.get(states.size() - 1).timestamp());
  }

  private List<StateResponse> statesOf(UUID run) {
    return api.flowRunStates().list(run).stream()
        .filter(state -> !state.name().equals("Late"))
        .toList();
  }

  private <T> List<T> atOnce(int count, Callable<T> task) throws Exception {
    return together(Stream.generate(() -> task).limit(count).toList());
  }

  private <T> List<T> together(List<Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    var results = new ArrayList<T>();
    for (Future<T> future : agents.invokeAll(tasks)) {
      results.add(future.get());
    }
    return results;
  }
}
