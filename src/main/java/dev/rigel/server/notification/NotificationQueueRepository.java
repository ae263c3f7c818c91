package dev.rigel.server.notification;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Messages waiting to be sent. A row is there until its message is sent or given up. */
@ApplicationScoped
@Transactional(MANDATORY)
public class NotificationQueueRepository {
  /** The next message that is due and that no other server holds. Ids as text: providers differ. */
  private static final String NEXT =
      """
      select cast(id as varchar), cast(flow_run_notification_policy_id as varchar),
             cast(flow_run_state_id as varchar), attempts
        from flow_run_notification_queue
       where due <= ?
       order by due, id
       limit 1
         for update skip locked
      """;

  private static final String INSERT =
      """
      insert into flow_run_notification_queue
          (id, created, updated, flow_run_notification_policy_id, flow_run_state_id, attempts, due)
        values (?, ?, ?, ?, ?, 0, ?)
      """;

  private static final String LEASE =
      "update flow_run_notification_queue set due = ?, updated = ? where id = ?";

  /** A receiver that does not answer will not answer for its other messages either. */
  private static final String POSTPONE =
      """
      update flow_run_notification_queue
         set attempts = attempts + 1, due = ?, updated = ?
       where flow_run_notification_policy_id = ? and (id = ? or due <= ?)
      """;

  private static final String GIVE_UP =
      """
      delete from flow_run_notification_queue
       where flow_run_notification_policy_id = ? and attempts >= ?
      """;

  @Inject Rows rows;

  /**
   * A message to send.
   *
   * @param attempts how often it was tried in vain
   */
  record Queued(UUID id, UUID policyId, UUID stateId, int attempts) {}

  void add(UUID policy, UUID state, OffsetDateTime now) {
    rows.change(INSERT, UUID.randomUUID(), now, now, policy, state, now);
  }

  /** Takes the next message, if any is due; until the lease ends, nobody else gets it. */
  Optional<Queued> take(OffsetDateTime now, OffsetDateTime leaseEnd) {
    var next =
        rows.scalars(NEXT, List.of(now)).stream()
            .map(NotificationQueueRepository::queued)
            .findFirst();
    next.ifPresent(queued -> rows.change(LEASE, leaseEnd, now, queued.id()));
    return next;
  }

  private static Queued queued(Object[] row) {
    return new Queued(
        UUID.fromString((String) row[0]),
        UUID.fromString((String) row[1]),
        UUID.fromString((String) row[2]),
        ((Number) row[3]).intValue());
  }

  /** Done with a message. */
  void remove(UUID id) {
    rows.change("delete from flow_run_notification_queue where id = ?", id);
  }

  /**
   * Tries a message, and all of its policy that are due, again at a time; those that were tried too
   * often are given up.
   *
   * @return how many were given up
   */
  int postpone(Queued queued, OffsetDateTime now, OffsetDateTime due, int mostAttempts) {
    rows.change(POSTPONE, due, now, queued.policyId(), queued.id(), now);
    return rows.change(GIVE_UP, queued.policyId(), mostAttempts);
  }
}
