package dev.rigel.server.concurrencylimit;

import dev.rigel.contract.concurrencylimit.ConcurrencyLimitCreate;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponse;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The door to limits on tags; each method is one transaction. */
@ApplicationScoped
@Transactional
public class ConcurrencyLimits {
  private static final String INSERT =
      "insert into concurrency_limit (id, created, updated, tag, concurrency_limit) values (?, ?, ?, ?, ?) on conflict do nothing";

  @Inject Rows rows;
  @Inject Clock clock;

  /** Sets the limit of a tag; slots stay taken. */
  public ConcurrencyLimitResponse set(ConcurrencyLimitCreate limit) {
    var now = Times.now(clock);
    if (rows.change(INSERT, UUID.randomUUID(), now, now, limit.tag(), limit.concurrencyLimit())
        == 0) {
      rows.change(
          "update concurrency_limit set concurrency_limit = ?, updated = ? where tag = ?",
          limit.concurrencyLimit(),
          now,
          limit.tag());
    }
    return one(Condition.of("c.tag = ?", limit.tag()));
  }

  ConcurrencyLimitResponse read(UUID id) {
    return one(Condition.of("c.id = ?", id));
  }

  /** Reads one by its tag; 404. */
  public ConcurrencyLimitResponse readByTag(String tag) {
    return one(Condition.of("c.tag = ?", tag));
  }

  void delete(UUID id) {
    deleted(rows.change("delete from concurrency_limit where id = ?", id));
  }

  void deleteByTag(String tag) {
    deleted(rows.change("delete from concurrency_limit where tag = ?", tag));
  }

  List<ConcurrencyLimitResponse> list(Page page) {
    return rows
        .page(ConcurrencyLimit.class, "concurrency_limit c", Condition.TRUE, "c.tag", page)
        .stream()
        .map(this::response)
        .toList();
  }

  private ConcurrencyLimitResponse one(Condition where) {
    var sql = "select c.* from concurrency_limit c where " + where.sql();
    return rows.list(ConcurrencyLimit.class, sql, where.arguments()).stream()
        .findFirst()
        .map(this::response)
        .orElseThrow(ConcurrencyLimits::unknown);
  }

  private ConcurrencyLimitResponse response(ConcurrencyLimit limit) {
    var sql =
        "select cast(task_run_id as varchar), 1 from concurrency_slot where concurrency_limit_id = ? order by taken, task_run_id";
    return limit.response(
        rows.scalars(sql, List.of(limit.id())).stream()
            .map(row -> UUID.fromString((String) row[0]))
            .toList());
  }

  private static void deleted(int rows) {
    if (rows == 0) {
      throw unknown();
    }
  }

  private static Problem unknown() {
    return Problem.notFound("Concurrency limit not found");
  }
}
