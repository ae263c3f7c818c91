package dev.rigel.server.state;

import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * SQL that counts runs by interval and state. Its rows: number of the interval, state type, state
 * name, runs, their run time and their lateness in seconds, as {@code Run.estimatedRunTime} and
 * {@code Run.lateness} have them.
 */
record HistoryStatement(String sql, List<Object> arguments) {
  /**
   * For all runs, on PostgreSQL: a statement an interval, which workers share and which read
   * nothing but the index. A million runs in 20 intervals take a fifth of what GROUPED takes.
   */
  private static final String ALL =
      """
      with run as not materialized (
        select expected_start_time, state_type, state_name, total_run_time_micros,
               case when state_type = 'RUNNING'
                    then greatest(interval '0', cast(? as timestamp with time zone) - state_timestamp) end running,
               case when start_time > expected_start_time then start_time - expected_start_time
                    when start_time is not null or state_type in ('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED') then interval '0'
                    else greatest(interval '0', cast(? as timestamp with time zone) - expected_start_time) end late
          from TABLE
         where state_type is not null and CONDITION)
      """;

  private static final String INTERVAL =
      """
      select NUMBER, state_type, state_name, count(*),
             sum(total_run_time_micros) / 1e6 + coalesce(extract(epoch from sum(running)), 0),
             extract(epoch from sum(late))
        from run
       where expected_start_time >= ? and expected_start_time < ?
       group by state_type, state_name
      """;

  /**
   * Planning each takes half a millisecond: histories of many short intervals would feel it, and
   * use GROUPED.
   */
  private static final int MOST_PLANNED = 100;

  /**
   * For chosen runs. {@code offset 0} keeps PostgreSQL from knowing what it groups by: it would
   * expect a group a run, and sort them all.
   */
  private static final String GROUPED =
      """
      select x.number, x.state_type, x.state_name, count(*),
             sum(x.total_run_time_micros / 1e6
                 + case when x.state_type = 'RUNNING'
                        then greatest(0, extract(epoch from (cast(? as timestamp with time zone) - x.state_timestamp))) else 0 end),
             sum(case when x.start_time is not null
                      then greatest(0, extract(epoch from (x.start_time - x.expected_start_time)))
                      when x.state_type in ('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED') then 0
                      else greatest(0, extract(epoch from (cast(? as timestamp with time zone) - x.expected_start_time))) end)
        from (select ALIAS.expected_start_time, ALIAS.start_time, ALIAS.state_type, ALIAS.state_name, ALIAS.state_timestamp,
                     ALIAS.total_run_time_micros,
                     cast(floor(extract(epoch from (ALIAS.expected_start_time - cast(? as timestamp with time zone))) / ?) as integer) number
                from TABLE
               where ALIAS.expected_start_time >= ? and ALIAS.expected_start_time < ? and CONDITION
              offset 0) x
       where x.state_type is not null
       group by 1, 2, 3
       order by 1, 2, 3
      """;

  /** For a table, given with its alias, and intervals that follow each other. */
  static HistoryStatement of(
      Database database,
      String from,
      Condition where,
      List<OffsetDateTime> starts,
      Duration interval,
      OffsetDateTime now) {
    var all = where.arguments().isEmpty() && starts.size() <= MOST_PLANNED;
    return all && database == Database.POSTGRESQL
        ? all(from, where, starts, interval, now)
        : grouped(from, where, starts, interval, now);
  }

  private static HistoryStatement all(
      String from,
      Condition where,
      List<OffsetDateTime> starts,
      Duration interval,
      OffsetDateTime now) {
    var intervals =
        IntStream.range(0, starts.size())
            .mapToObj(number -> INTERVAL.replace("NUMBER", Integer.toString(number)))
            .collect(Collectors.joining(" union all "));
    var arguments = new ArrayList<Object>(List.of(now, now));
    for (var start : starts) {
      arguments.add(start);
      arguments.add(start.plus(interval));
    }
    return new HistoryStatement(
        filled(ALL, from, where) + intervals + " order by 1, 2, 3", arguments);
  }

  private static HistoryStatement grouped(
      String from,
      Condition where,
      List<OffsetDateTime> starts,
      Duration interval,
      OffsetDateTime now) {
    var start = starts.get(0);
    var end = starts.get(starts.size() - 1).plus(interval);
    var arguments =
        new ArrayList<Object>(List.of(now, now, start, interval.toMillis() / 1000d, start, end));
    arguments.addAll(where.arguments());
    return new HistoryStatement(filled(GROUPED, from, where), arguments);
  }

  private static String filled(String sql, String from, Condition where) {
    return sql.replace("TABLE", from)
        .replace("ALIAS", from.substring(from.lastIndexOf(' ') + 1))
        .replace("CONDITION", where.sql());
  }
}
