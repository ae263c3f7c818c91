package dev.rigel.server.workqueue;

import static jakarta.transaction.Transactional.TxType.MANDATORY;
import static java.util.Comparator.comparing;

import dev.rigel.server.flowrun.FlowRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a poll of an agent gets: the ready runs, of equal ones those first that no other agent was
 * offered a moment ago. Agents that poll at the same time would else propose the same page, of
 * which each run is refused to all but one of them. Nothing is left out for that: where fewer are
 * ready than are asked for, all of them get all.
 *
 * <p>Equal are runs of the same priority that are due, and all that are not. A less important run
 * is not preferred to one that another agent was offered, though that agent may have more of them
 * refused then: what it has not taken would wait for a less important one to end, if the agents'
 * room is scarce. So is one that is due not put after one that is not.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class OfferedRuns {
  @Inject ReadyRuns readyRuns;
  @Inject Offers offers;

  /**
   * As many more are looked at as others were offered, but no more than the queue has places for: a
   * run is preferred only where there is a place for those that it is preferred to.
   *
   * @param agent who asks; null for one that does not say
   * @param most runs at most
   * @param before only runs that are due by then
   */
  List<FlowRun> to(
      @Nullable UUID agent, WorkQueue queue, int most, OffsetDateTime before, OffsetDateTime now) {
    var others = offers.toOthers(queue.id(), agent, now);
    var found = readyRuns.of(queue, most + others.size(), before, now);
    var offered = ordered(found, others, now).stream().limit(most).toList();
    offers.forget(without(others, found));
    offers.offered(queue.id(), agent, ids(offered), now);
    return offered;
  }

  /**
   * Of equal ones those last that others were offered; the order is kept besides.
   *
   * @param runs in the order in which they are handed out
   */
  static List<FlowRun> ordered(List<FlowRun> runs, Set<UUID> others, OffsetDateTime now) {
    return runs.stream()
        .sorted(
            comparing((FlowRun run) -> !run.isDue(now))
                .thenComparing(run -> run.isDue(now) ? -run.priority() : 0)
                .thenComparing(run -> others.contains(run.id())))
        .toList();
  }

  private static Set<UUID> without(Set<UUID> ids, List<FlowRun> runs) {
    var rest = new HashSet<>(ids);
    ids(runs).forEach(rest::remove);
    return rest;
  }

  private static List<UUID> ids(List<FlowRun> runs) {
    return runs.stream().map(FlowRun::id).toList();
  }
}
