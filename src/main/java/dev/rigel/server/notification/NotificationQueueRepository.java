package dev.rigel.server.notification;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Row;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages waiting to be sent, and what was given up of them. A message's row is there until it is
 * sent or given up.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class NotificationQueueRepository {
  /** The next message that is due and that no other server holds. */
  private static final String NEXT =
      """
      select id, flow_run_notification_policy_id, flow_run_state_id, attempts
        from flow_run_notification_queue
       where due <= :now
       order by due, id
       limit 1
         for update skip locked
      """;

  private static final String INSERT =
      """
      insert into flow_run_notification_queue
             (id, created, updated, flow_run_notification_policy_id, flow_run_state_id, attempts, due)
      values (:id, :now, :now, :policy, :state, 0, :now)
      """;

  private static final String LEASE =
      """
      update flow_run_notification_queue
         set due = :lease_end, updated = :now
       where id = :id
      """;

  private static final String REMOVE = "delete from flow_run_notification_queue where id = :id";

  /** A receiver that does not answer will not answer for its other messages either. */
  private static final String POSTPONE =
      """
      update flow_run_notification_queue
         set attempts = attempts + 1, due = :due, updated = :now
       where flow_run_notification_policy_id = :policy
         and (id = :id or due <= :now)
      """;

  private static final String GIVE_UP =
      """
      delete from flow_run_notification_queue
       where flow_run_notification_policy_id = :policy
         and attempts >= :most_attempts
      """;

  private static final String COUNT_GIVEN_UP =
      """
      update flow_run_notification_failure
         set given_up = given_up + :count, last_given_up = :now, refusal = :refusal
       where flow_run_notification_policy_id = :policy
      """;

  /** A policy that is deleted meanwhile has no failures. */
  private static final String INSERT_GIVEN_UP =
      """
      insert into flow_run_notification_failure
             (flow_run_notification_policy_id, given_up, first_given_up, last_given_up, refusal)
      select p.id, :count, :now, :now, :refusal
        from flow_run_notification_policy p
       where p.id = :policy
      on conflict do nothing
      """;

  private static final String FORGET_GIVEN_UP =
      "delete from flow_run_notification_failure where flow_run_notification_policy_id = :policy";

  @Inject Sql sql;

  /**
   * A message to send.
   *
   * @param attempts how often it was tried in vain
   */
  record Queued(UUID id, UUID policyId, UUID stateId, int attempts) {
    private static Queued of(Row row) {
      return new Queued(row.id(0), row.id(1), row.id(2), row.number(3).intValue());
    }
  }

  void add(UUID policy, UUID state, OffsetDateTime now) {
    sql.of(INSERT)
        .byKey()
        .bind("id", UUID.randomUUID())
        .bind("now", now)
        .bind("policy", policy)
        .bind("state", state)
        .change();
  }

  /** Takes the next message, if any is due; until the lease ends, nobody else gets it. */
  Optional<Queued> take(OffsetDateTime now, OffsetDateTime leaseEnd) {
    var next = sql.of(NEXT).bind("now", now).rows().stream().map(Queued::of).findFirst();
    next.ifPresent(
        queued ->
            sql.of(LEASE)
                .byKey()
                .bind("lease_end", leaseEnd)
                .bind("now", now)
                .bind("id", queued.id())
                .change());
    return next;
  }

  /** Done with a message. */
  void remove(UUID id) {
    sql.of(REMOVE).byKey().bind("id", id).change();
  }

  /**
   * Tries a message, and all of its policy that are due, again at a time; those that were tried too
   * often are given up.
   *
   * @return how many were given up
   */
  int postpone(Queued queued, OffsetDateTime now, OffsetDateTime due, int mostAttempts) {
    sql.of(POSTPONE)
        .bind("due", due)
        .bind("now", now)
        .bind("policy", queued.policyId())
        .bind("id", queued.id())
        .change();
    return sql.of(GIVE_UP)
        .bind("policy", queued.policyId())
        .bind("most_attempts", mostAttempts)
        .change();
  }

  /**
   * Remembers that messages of a policy were given up.
   *
   * @param refusal why the last was not sent
   */
  void countGivenUp(UUID policy, int count, String refusal, OffsetDateTime now) {
    if (givenUp(sql.of(COUNT_GIVEN_UP), policy, count, refusal, now) == 0) {
      givenUp(sql.of(INSERT_GIVEN_UP), policy, count, refusal, now);
    }
  }

  private static int givenUp(
      Statement statement, UUID policy, int count, String refusal, OffsetDateTime now) {
    return statement
        .byKey()
        .bind("policy", policy)
        .bind("count", count)
        .bind("refusal", refusal)
        .bind("now", now)
        .change();
  }

  /** A message of a policy has arrived: what was given up before is over. */
  void forgetGivenUp(UUID policy) {
    sql.of(FORGET_GIVEN_UP).byKey().bind("policy", policy).change();
  }
}
