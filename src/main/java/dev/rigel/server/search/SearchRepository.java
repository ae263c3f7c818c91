package dev.rigel.server.search;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.search.Found;
import dev.rigel.contract.search.FoundKind;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Statement;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;

/** Names and ids that other features have stored; it only reads. */
@ApplicationScoped
@Transactional(MANDATORY)
class SearchRepository {
  /** Of a kind. */
  static final int MOST = 5;

  /** Runs whose names are looked at for a part of one, those that began last. */
  private static final int NEWEST = 10_000;

  /** The same of those that are planned next. */
  private static final int NEXT = 1_000;

  private static final String FLOWS =
      """
      select f.id, f.name, cast(null as varchar)
        from flow f
       where lower(f.name) like :part escape '!' or :is_id
       order by case when lower(f.name) = :name then 0 when lower(f.name) like :start escape '!' then 1 else 2 end,
                f.name, f.id
       limit :most
      """;

  /** By its own name or with that of its flow before it. */
  private static final String DEPLOYMENTS =
      """
      select d.id, d.name, f.name
        from deployment d
        join flow f on f.id = d.flow_id
       where lower(f.name || '/' || d.name) like :part escape '!' or :is_id
       order by case when lower(d.name) = :name or lower(f.name || '/' || d.name) = :name then 0
                     when lower(d.name) like :start escape '!' or lower(f.name || '/' || d.name) like :start escape '!' then 1
                     else 2 end,
                d.name, f.name, d.id
       limit :most
      """;

  private static final String WORK_QUEUES =
      """
      select q.id, q.name, case when q.is_paused then 'paused' end
        from work_queue q
       where lower(q.name) like :part escape '!' or :is_id
       order by case when lower(q.name) = :name then 0 when lower(q.name) like :start escape '!' then 1 else 2 end,
                q.name, q.id
       limit :most
      """;

  private static final String AGENTS =
      """
      select a.id, a.name, a.host
        from agent a
       where lower(a.name) like :part escape '!' or :is_id
       order by case when lower(a.name) = :name then 0 when lower(a.name) like :start escape '!' then 1 else 2 end,
                a.last_activity_time desc, a.id
       limit :most
      """;

  /**
   * Four looks into indexes, each of a bounded length, as every key that is pressed asks for this:
   * a part of a name among all runs would read a million names where PostgreSQL has no trigrams,
   * and H2 never has.
   */
  private static final String FLOW_RUNS =
      """
      select f.id, f.name, f.state_name
        from (select n.*
                from (select r.id, r.name, r.state_name, :started as started
                        from flow_run r
                       where r.name in (:spellings)
                       order by :started desc
                       limit :most) n
               union
              select n.*
                from (select r.id, r.name, r.state_name, :started as started
                        from flow_run r
                       where :is_id
                       order by :started desc
                       limit :most) n
               union
              select n.*
                from (select r.id, r.name, r.state_name, :started as started
                        from flow_run r
                       where :started <= :now
                       order by :started desc
                       limit :newest) n
               where lower(n.name) like :part escape '!'
               union
              select n.*
                from (select r.id, r.name, r.state_name, :started as started
                        from flow_run r
                       where :started > :now
                       order by :started
                       limit :next) n
               where lower(n.name) like :part escape '!') f
       order by case when lower(f.name) = :name then 0 when lower(f.name) like :start escape '!' then 1 else 2 end,
                f.started desc, f.id desc
       limit :most
      """;

  @Inject Sql sql;
  @Inject ServerSettings settings;

  List<Found> flows(Wanted wanted) {
    return found(FoundKind.flow, sql.of(FLOWS).bind("is_id", wanted.isId("f.id")), wanted);
  }

  List<Found> deployments(Wanted wanted) {
    var statement = sql.of(DEPLOYMENTS).bind("is_id", wanted.isId("d.id"));
    return found(FoundKind.deployment, statement, wanted);
  }

  List<Found> workQueues(Wanted wanted) {
    var statement = sql.of(WORK_QUEUES).bind("is_id", wanted.isId("q.id"));
    return found(FoundKind.work_queue, statement, wanted);
  }

  List<Found> agents(Wanted wanted) {
    return found(FoundKind.agent, sql.of(AGENTS).bind("is_id", wanted.isId("a.id")), wanted);
  }

  List<Found> flowRuns(Wanted wanted, OffsetDateTime now) {
    var started = Database.of(settings).startedOrExpected("r");
    var statement =
        sql.of(FLOW_RUNS)
            .bind("started", new Piece.Made(started, List.of()))
            .bind("spellings", wanted.spellings())
            .bind("is_id", wanted.isId("r.id"))
            .bind("now", now)
            .bind("newest", NEWEST)
            .bind("next", NEXT);
    return found(FoundKind.flow_run, statement, wanted);
  }

  private static List<Found> found(FoundKind kind, Statement statement, Wanted wanted) {
    return statement
        .bind("part", wanted.part())
        .bind("name", wanted.name())
        .bind("start", wanted.start())
        .bind("most", MOST)
        .rows()
        .stream()
        .map(row -> new Found(kind, row.id(0), row.text(1), row.text(2)))
        .toList();
  }
}
