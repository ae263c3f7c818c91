package dev.rigel.server.workqueue;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs of a queue in the order in which they are handed out: those that are due, the most
 * important first, then those that an agent may take ahead of their time, the soonest first.
 *
 * <p>No index has this order, as what is due changes by itself. So the runs are cut into stretches
 * that one has: a queue whose runs have all the same priority, the usual case, is one stretch; else
 * the many with the normal priority, planted for later most of them, are apart from the others, or
 * those that are due would be looked for among all.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class Stretches {
  private static final String PRIORITIES =
      """
      select exists (select 1
                       from flow_run r
                      where r.work_queue_name = :queue
                        and r.state_type = 'SCHEDULED'
                        and r.priority > 0) as high,
             exists (select 1
                       from flow_run r
                      where r.work_queue_name = :queue
                        and r.state_type = 'SCHEDULED'
                        and r.priority < 0) as low
      """;

  private static final Condition HIGH = Condition.of("r.priority > 0");
  private static final Condition NORMAL = Condition.of("r.priority = 0");
  private static final Condition LOW = Condition.of("r.priority < 0");

  @Inject Sql sql;

  /**
   * All stretches of a queue, in order.
   *
   * @param before only runs that are due by then
   */
  List<Stretch> of(WorkQueue queue, OffsetDateTime before, OffsetDateTime now) {
    if (queue.filter() != null) {
      return mixed(List.of(Condition.TRUE), before, now);
    }
    var priorities = sql.of(PRIORITIES).bind("queue", queue.name()).rows().get(0);
    if (!priorities.is(0) && !priorities.is(1)) {
      return List.of(new Stretch(dueBy(before), ReadyOrder.SOONEST));
    }
    var bands = new ArrayList<Condition>();
    if (priorities.is(0)) {
      bands.add(HIGH);
    }
    bands.add(NORMAL);
    if (priorities.is(1)) {
      bands.add(LOW);
    }
    return mixed(bands, before, now);
  }

  private static List<Stretch> mixed(
      List<Condition> bands, OffsetDateTime before, OffsetDateTime now) {
    var due = before.isBefore(now) ? before : now;
    var stretches = new ArrayList<Stretch>();
    bands.forEach(
        band -> stretches.add(new Stretch(band.and(dueBy(due)), ReadyOrder.MOST_IMPORTANT)));
    if (before.isAfter(now)) {
      var ahead = Condition.of("r.next_scheduled_start_time > ?", now).and(dueBy(before));
      stretches.add(new Stretch(ahead, ReadyOrder.SOONEST_MOST_IMPORTANT));
    }
    return stretches;
  }

  private static Condition dueBy(OffsetDateTime time) {
    return Condition.of("r.next_scheduled_start_time <= ?", time);
  }
}
