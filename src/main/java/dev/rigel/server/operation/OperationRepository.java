package dev.rigel.server.operation;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.operation.OperationState;
import dev.rigel.contract.operation.RefusedRun;
import dev.rigel.contract.query.Selection;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Counts;
import dev.rigel.server.query.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Operations, and the runs that they have not come to or were refused, in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class OperationRepository {
  private static final String MATCHED =
      "select r.id from flow_run r where :fits order by r.id limit :most";

  private static final String INSERT =
      """
      insert into operation (id, created, updated, action, is_forced, is_from_start, work_queue_name, state,
                             matched, done, refused)
      values (:id, :now, :now, :action, :is_forced, :is_from_start, :queue, 'RUNNING', 0, 0, 0)
      """;

  private static final String INSERT_RUNS =
      """
      insert into operation_run (operation_id, flow_run_id, is_open)
      select q.operation_id, q.id, true
        from (select cast(:operation as uuid) as operation_id, r.id
                from flow_run r
               where :fits
               limit :most) q
      """;

  private static final String SET_MATCHED =
      "update operation set matched = :matched where id = :operation";

  private static final String FIND =
      """
      select id, created, updated, action, is_forced, is_from_start, work_queue_name, state, matched, done, refused
        from operation
       where id = :operation
      """;

  private static final String LOCK =
      """
      select id, created, updated, action, is_forced, is_from_start, work_queue_name, state, matched, done, refused
        from operation
       where id = :operation
         for update
      """;

  /** That which has waited longest for its next part, if no other server is at it. */
  private static final String LOCK_NEXT =
      """
      select id, created, updated, action, is_forced, is_from_start, work_queue_name, state, matched, done, refused
        from operation
       where state = 'RUNNING'
       order by updated, id
       limit 1
         for update skip locked
      """;

  private static final String OPEN_RUNS =
      """
      select flow_run_id
        from operation_run
       where operation_id = :operation
         and is_open = true
       order by flow_run_id
       limit :most
      """;

  private static final String OPEN_RUN =
      """
      select flow_run_id
        from operation_run
       where operation_id = :operation
         and flow_run_id = :run
         and is_open
      """;

  /**
   * Those that are open up to the last one of a part, in the order of {@link #OPEN_RUNS}. H2 looks
   * for ids of a list by reading all rows of the operation, which was about half of the work with
   * 10,000.
   */
  private static final String FORGET_DONE =
      """
      delete from operation_run
       where operation_id = :operation
         and is_open = true
         and flow_run_id <= :last
      """;

  private static final String REFUSE =
      """
      update operation_run
         set is_open = false, refusal = :refusal
       where operation_id = :operation
         and flow_run_id = :run
      """;

  private static final String COUNT =
      """
      update operation
         set done = done + :done, refused = refused + :refused, updated = :now
       where id = :operation
      """;

  private static final String END =
      "update operation set state = :state, updated = :now where id = :operation";

  private static final String FORGET_OPEN =
      "delete from operation_run where operation_id = :operation and is_open";

  private static final String REFUSALS =
      """
      select o.flow_run_id, r.name, o.refusal
        from operation_run o
        left join flow_run r on r.id = o.flow_run_id
       where o.operation_id = :operation
         and not o.is_open
       order by o.flow_run_id
       limit :most
      """;

  private static final String NAMES = "select id, name from flow_run where id in (:runs)";

  private static final String DELETE_OLD =
      """
      delete from operation
       where id in (select id
                      from operation
                     where state <> 'RUNNING'
                       and updated < :before
                     order by updated
                     limit 1)
      """;

  @Inject Sql sql;
  @Inject Filters filters;
  @Inject Counts counts;

  /** Ids of runs that match, at most so many. */
  List<UUID> matched(Selection selection, int most) {
    return sql.of(MATCHED).bind("fits", filters.flowRuns(selection)).bind("most", most).ids();
  }

  /** How many runs match, and fulfil a condition on runs {@code r}; at most so many. */
  int count(Selection selection, Condition also, int most) {
    return counts.of(Piece.of("flow_run r"), filters.flowRuns(selection).and(also), most);
  }

  /**
   * Begins one for all runs that match.
   *
   * @param most and no more
   * @return how many these are
   */
  int insert(UUID id, Action action, Selection selection, int most, OffsetDateTime now) {
    sql.takeTheirTime();
    sql.of(INSERT)
        .bind("id", id)
        .bind("now", now)
        .bind("action", action.type().name())
        .bind("is_forced", action.isForced())
        .bind("is_from_start", action.isFromStart())
        .bind("queue", action.workQueueName())
        .change();
    var matched =
        sql.of(INSERT_RUNS)
            .bind("operation", id)
            .bind("fits", filters.flowRuns(selection))
            .bind("most", most)
            .change();
    sql.of(SET_MATCHED).byKey().bind("matched", matched).bind("operation", id).change();
    return matched;
  }

  Optional<Operation> find(UUID id) {
    return sql.of(FIND).byKey().bind("operation", id).rows().stream()
        .findFirst()
        .map(Operation::of);
  }

  Optional<Operation> lock(UUID id) {
    return sql.of(LOCK).byKey().bind("operation", id).rows().stream()
        .findFirst()
        .map(Operation::of);
  }

  Optional<Operation> lockNext() {
    return sql.of(LOCK_NEXT).rows().stream().findFirst().map(Operation::of);
  }

  /** Runs that one has not come to. */
  List<UUID> openRuns(UUID operation, int most) {
    return sql.of(OPEN_RUNS).bind("operation", operation).bind("most", most).ids();
  }

  /** Whether one has not come to a run. */
  boolean isOpen(UUID operation, UUID run) {
    return !sql.of(OPEN_RUN).byKey().bind("operation", operation).bind("run", run).ids().isEmpty();
  }

  /** One has come to its next open runs, of which it was refused a few. */
  void came(UUID operation, List<UUID> runs, Map<UUID, String> refused, OffsetDateTime now) {
    refused.forEach(
        (run, why) ->
            sql.of(REFUSE)
                .byKey()
                .bind("refusal", why)
                .bind("operation", operation)
                .bind("run", run)
                .change());
    var done = runs.size() - refused.size();
    if (done > 0) {
      var last = runs.get(runs.size() - 1);
      var forgotten =
          sql.of(FORGET_DONE).byKey().bind("operation", operation).bind("last", last).change();
      if (forgotten != done) {
        throw new IllegalStateException(
            "%d of %d runs of operation %s are open".formatted(forgotten, done, operation));
      }
    }
    sql.of(COUNT)
        .byKey()
        .bind("done", done)
        .bind("refused", refused.size())
        .bind("now", now)
        .bind("operation", operation)
        .change();
  }

  /** One comes to no further run. */
  void end(UUID operation, OperationState as, OffsetDateTime now) {
    sql.of(FORGET_OPEN).byKey().bind("operation", operation).change();
    sql.of(END)
        .byKey()
        .bind("state", as.name())
        .bind("now", now)
        .bind("operation", operation)
        .change();
  }

  /** What one was refused, by the ids of the runs. */
  List<RefusedRun> refusals(UUID operation, int most) {
    return sql.of(REFUSALS).bind("operation", operation).bind("most", most).rows().stream()
        .map(row -> new RefusedRun(row.id(0), row.text(1), row.text(2)))
        .toList();
  }

  /** Refusals of runs, by their ids, with their names. */
  List<RefusedRun> named(Map<UUID, String> refused) {
    var names = new HashMap<UUID, String>();
    sql.of(NAMES)
        .byKey()
        .bind("runs", refused.keySet())
        .rows()
        .forEach(row -> names.put(row.id(0), row.text(1)));
    return refused.entrySet().stream()
        .map(one -> new RefusedRun(one.getKey(), names.get(one.getKey()), one.getValue()))
        .toList();
  }

  /** Deletes one that is over, and has not changed since then; tells whether there may be more. */
  boolean deleteOld(OffsetDateTime before) {
    return sql.of(DELETE_OLD).bind("before", before).change() > 0;
  }
}
