package dev.rigel.server.workqueue;

import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.platform.Database;
import dev.rigel.server.query.Condition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The places that limited queues have left while runs are handed out one after the other; by the
 * rule that the gate goes by. Counted for those queues only that a run belongs to.
 */
final class Places {
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

  /** Takes a place in every queue that the run belongs to, or none and tells so. */
  boolean take(FlowRun run) {
    var needed = limited.stream().filter(queue -> Belonging.to(queue).holds(run)).toList();
    if (needed.stream().anyMatch(queue -> left(queue) <= 0)) {
      return false;
    }
    needed.forEach(queue -> free.merge(queue, -1, Integer::sum));
    return true;
  }

  private int left(WorkQueue queue) {
    return free.computeIfAbsent(queue, count::applyAsInt);
  }

  /** A run {@code r} belongs to none of the queues that are known to be full. */
  Condition open(Database database) {
    return Condition.all(
        limited.stream()
            .filter(queue -> free.getOrDefault(queue, 1) <= 0)
            .map(queue -> Belonging.to(queue).condition(database).isNotTrue())
            .toList());
  }
}
