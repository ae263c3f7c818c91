package dev.rigel.server.workqueue;

import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which flow runs belong to a queue: as a condition on runs {@code r}, and for a run in hand. */
record QueueMembership(String name, @Nullable QueueFilter filter) {

  static QueueMembership to(WorkQueue queue) {
    return new QueueMembership(queue.name(), queue.filter());
  }

  Condition condition(Database database) {
    if (filter == null) {
      return Condition.of("r.work_queue_name = ?", name);
    }
    var demands = new ArrayList<>(List.of(Condition.of("r.deployment_id is not null")));
    if (filter.tags() != null) {
      filter
          .tags()
          .forEach(
              tag ->
                  demands.add(
                      Condition.of(
                          database.contains("r.tags"),
                          database.containsArgument(Columns.json(tag)))));
    }
    if (filter.deploymentIds() != null) {
      demands.add(Condition.in("r.deployment_id", filter.deploymentIds()));
    }
    return Condition.all(demands);
  }

  boolean holds(FlowRun run) {
    if (filter == null) {
      return name.equals(run.workQueueName());
    }
    return run.deploymentId() != null
        && (filter.tags() == null || run.tags().containsAll(filter.tags()))
        && (filter.deploymentIds() == null || filter.deploymentIds().contains(run.deploymentId()));
  }
}
