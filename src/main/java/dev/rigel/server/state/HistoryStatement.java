package dev.rigel.server.state;

import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts runs by interval and state. Its rows: number of the interval, state type, state name,
 * runs, their run time and their lateness in seconds, as {@code Run.estimatedRunTime} and {@code
 * Run.lateness} have them.
 *
 * @param runs their table with an alias
 * @param fits which of them count
 * @param starts of intervals that follow each other
 */
record HistoryStatement(
    Piece runs,
    Condition fits,
    List<OffsetDateTime> starts,
    Duration interval,
    OffsetDateTime now) {
  /**
   * For all runs, on PostgreSQL: a statement an interval, which workers share and which read
   * nothing but the index. A million runs in 20 intervals take a fifth of what GROUPED takes.
   */
  private static final String ALL =
      """
      with run as not materialized (
        select expected_start_time, state_type, state_name, total_run_time_micros,
               case when state_type = 'RUNNING'
                    then greatest(interval '0', cast(:now as timestamp with time zone) - state_timestamp) end running,
               case when start_time > expected_start_time then start_time - expected_start_time
                    when start_time is not null or state_type in ('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED') then interval '0'
                    else greatest(interval '0', cast(:now as timestamp with time zone) - expected_start_time) end late
          from :runs
         where state_type is not null and :fits)
      :intervals
      order by 1, 2, 3
      """;

  /** As many of these as there are intervals, each with its number. */
  private static final String INTERVAL =
      """
      select %d, state_type, state_name, count(*),
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
   * expect a group a run, and sort them all. Numbers are divided as double precision: H2 divides a
   * bigint by a decimal with up to 100,000 digits, which took 4 ms a run.
   */
  private static final String GROUPED =
      """
      select x.number, x.state_type, x.state_name, count(*),
             sum(cast(x.total_run_time_micros as double precision) / 1000000
                 + case when x.state_type = 'RUNNING'
                        then greatest(0, extract(epoch from (cast(:now as timestamp with time zone) - x.state_timestamp))) else 0 end),
             sum(case when x.start_time is not null
                      then greatest(0, extract(epoch from (x.start_time - x.expected_start_time)))
                      when x.state_type in ('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED') then 0
                      else greatest(0, extract(epoch from (cast(:now as timestamp with time zone) - x.expected_start_time))) end)
        from (select expected_start_time, start_time, state_type, state_name, state_timestamp, total_run_time_micros,
                     cast(floor(cast(extract(epoch from (expected_start_time - cast(:start as timestamp with time zone))) * 1000000 as double precision)
                                / :interval) as integer) number
                from :runs
               where expected_start_time >= :start and expected_start_time < :end and :fits
              offset 0) x
       where x.state_type is not null
       group by 1, 2, 3
       order by 1, 2, 3
      """;

  Statement on(Sql sql, Database database) {
    var all = fits.arguments().isEmpty() && starts.size() <= MOST_PLANNED;
    var statement = all && database == Database.POSTGRESQL ? all(sql) : grouped(sql);
    return statement.bind("runs", runs).bind("fits", fits).bind("now", now);
  }

  private Statement all(Sql sql) {
    return sql.of(ALL).bind("intervals", intervals());
  }

  private Piece intervals() {
    var union =
        IntStream.range(0, starts.size())
            .mapToObj(INTERVAL::formatted)
            .collect(Collectors.joining(" union all "));
    var bounds = new ArrayList<OffsetDateTime>();
    for (var start : starts) {
      bounds.add(start);
      bounds.add(start.plus(interval));
    }
    return new Piece.Made(union, bounds);
  }

  private Statement grouped(Sql sql) {
    return sql.of(GROUPED)
        .bind("start", starts.get(0))
        .bind("end", starts.get(starts.size() - 1).plus(interval))
        .bind("interval", interval.toNanos() / 1e3);
  }
}
