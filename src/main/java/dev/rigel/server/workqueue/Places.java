package dev.rigel.server.workqueue;

import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRun;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The places that limited queues have left while runs are handed out, or begin, one after the
 * other: one rule for what is offered and for what the gate lets pass. Counted for those queues
 * only that a run belongs to.
 */
public final class Places {
  private final List<WorkQueue> limited;
  private final ToIntFunction<WorkQueue> count;
  private final Map<WorkQueue, Integer> free = new HashMap<>();

  /**
   * Of some queues.
   *
   * @param count how many more runs a queue may take
   */
  Places(List<WorkQueue> limited, ToIntFunction<WorkQueue> count) {
    this.limited = limited;
    this.count = count;
  }

  /**
   * The queue that has no room for a run, if there is one.
   *
   * @param leaving runs that give their places back if this one takes its own
   */
  public Optional<String> fullFor(FlowRun run, Collection<FlowRun> leaving) {
    return of(run)
        .filter(queue -> left(queue) + placesOf(leaving, queue) <= 0)
        .map(WorkQueue::name)
        .findFirst();
  }

  private static long placesOf(Collection<FlowRun> runs, WorkQueue queue) {
    return runs.stream()
        .filter(run -> holdsAPlace(run) && QueueMembership.to(queue).holds(run))
        .count();
  }

  private static boolean holdsAPlace(FlowRun run) {
    return run.stateType() != null && run.stateType().takesAPlace();
  }

  private Stream<WorkQueue> of(FlowRun run) {
    return limited.stream().filter(queue -> QueueMembership.to(queue).holds(run));
  }

  /** A run takes its place in every queue that it belongs to. */
  public void take(FlowRun run) {
    of(run).forEach(queue -> free.put(queue, left(queue) - 1));
  }

  /** A run that is PENDING or RUNNING no longer gives its places back. */
  public void giveBack(FlowRun run) {
    if (holdsAPlace(run)) {
      of(run).forEach(queue -> free.put(queue, left(queue) + 1));
    }
  }

  /** Counts what these runs will ask for. */
  Places counted(List<FlowRun> runs) {
    runs.forEach(run -> of(run).forEach(this::left));
    return this;
  }

  private int left(WorkQueue queue) {
    return free.computeIfAbsent(queue, count::applyAsInt);
  }

  /** A run {@code r} belongs to none of the queues that are known to be full. */
  Condition open(Database database) {
    return Condition.all(
        limited.stream()
            .filter(queue -> free.getOrDefault(queue, 1) <= 0)
            .map(queue -> QueueMembership.to(queue).condition(database).isNotTrue())
            .toList());
  }
}
