package dev.rigel.server.concurrencylimit;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.concurrencylimit.ConcurrencyLimitCreate;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Limits on tags in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class ConcurrencyLimitRepository {
  private static final String INSERT =
      """
      insert into concurrency_limit (id, created, updated, tag, concurrency_limit)
      values (:id, :now, :now, :tag, :limit)
      on conflict do nothing
      """;

  private static final String UPDATE =
      """
      update concurrency_limit
         set concurrency_limit = :limit, updated = :now
       where tag = :tag
      """;

  private static final String BY_TAG = "select * from concurrency_limit where tag = :tag";

  private static final String LIST =
      """
      select *
        from concurrency_limit
       order by tag
       limit :limit
      offset :offset
      """;

  private static final String SLOTS =
      """
      select task_run_id
        from concurrency_slot
       where concurrency_limit_id = :limit
       order by taken, task_run_id
      """;

  private static final String DELETE = "delete from concurrency_limit where id = :id";

  private static final String DELETE_BY_TAG = "delete from concurrency_limit where tag = :tag";

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Paging paging;

  /** Inserts a limit, or changes the one of that tag. */
  void set(ConcurrencyLimitCreate limit, OffsetDateTime now) {
    var inserted =
        sql.of(INSERT)
            .bind("id", UUID.randomUUID())
            .bind("now", now)
            .bind("tag", limit.tag())
            .bind("limit", limit.concurrencyLimit())
            .change();
    if (inserted == 0) {
      sql.of(UPDATE)
          .bind("limit", limit.concurrencyLimit())
          .bind("now", now)
          .bind("tag", limit.tag())
          .change();
    }
  }

  Optional<ConcurrencyLimit> find(UUID id) {
    return Optional.ofNullable(entities.find(ConcurrencyLimit.class, id));
  }

  Optional<ConcurrencyLimit> findByTag(String tag) {
    return sql.of(BY_TAG).bind("tag", tag).first(ConcurrencyLimit.class);
  }

  List<ConcurrencyLimit> list(Page page) {
    return sql.of(LIST).slice(paging.of(page)).list(ConcurrencyLimit.class);
  }

  /** The task runs that hold a limit's slots, oldest slot first. */
  List<UUID> slots(ConcurrencyLimit limit) {
    return sql.of(SLOTS).bind("limit", limit.id()).ids();
  }

  boolean delete(UUID id) {
    return sql.of(DELETE).bind("id", id).change() == 1;
  }

  boolean deleteByTag(String tag) {
    return sql.of(DELETE_BY_TAG).bind("tag", tag).change() == 1;
  }
}
