package dev.rigel.server.agent;

import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/** When runs come due that agents wait for. */
@ApplicationScoped
@Transactional
class DueTimes {
  private static final String SOON =
      """
      select distinct work_queue_name, next_scheduled_start_time
        from flow_run
       where state_type = 'SCHEDULED'
         and work_queue_name is not null
         and next_scheduled_start_time > :now
         and next_scheduled_start_time <= :until
       order by next_scheduled_start_time
       limit 1000
      """;

  /** So that the time has come, whatever was lost in rounding. */
  private static final Duration MARGIN = Duration.ofMillis(1);

  @Inject Sql sql;
  @Inject Clock clock;

  /**
   * Sets alarms for runs that can be taken within a time, ahead of their own by what agents ask.
   */
  void within(Duration time, Collection<Waiter> waiters, Alarms alarms) {
    var ahead =
        waiters.stream().map(waiter -> waiter.exchange().prefetch()).collect(Collectors.toSet());
    for (var prefetch : ahead) {
      var now = Times.now(clock);
      var from = now.plus(prefetch);
      var nanos = System.nanoTime();
      sql.of(SOON).bind("now", from).bind("until", from.plus(time)).rows().stream()
          .forEach(
              row ->
                  alarms.set(
                      nanos + Duration.between(from, row.time(1)).plus(MARGIN).toNanos(),
                      Wake.queue(row.text(0))));
    }
  }
}
