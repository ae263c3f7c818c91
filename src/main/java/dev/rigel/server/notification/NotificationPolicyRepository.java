package dev.rigel.server.notification;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.notification.FlowRunNotificationPolicyFilter;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notification policies in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class NotificationPolicyRepository {
  /** Asked at every change of a flow run's state; a site has a handful of policies, if any. */
  private static final String ACTIVE =
      "select * from flow_run_notification_policy where is_active = true";

  private static final String LIST =
      """
      select p.*
        from flow_run_notification_policy p
       where :fits
       order by p.id
       limit :limit
      offset :offset
      """;

  private static final String DELETE = "delete from flow_run_notification_policy where id = :id";

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Paging paging;

  void add(NotificationPolicy policy) {
    entities.persist(policy);
    entities.flush();
  }

  Optional<NotificationPolicy> find(UUID id) {
    return Optional.ofNullable(entities.find(NotificationPolicy.class, id));
  }

  List<NotificationPolicy> active() {
    return sql.of(ACTIVE).list(NotificationPolicy.class);
  }

  /** No filter is all policies; a filter that does not say otherwise is the inactive ones. */
  List<NotificationPolicy> list(@Nullable FlowRunNotificationPolicyFilter filter, Page page) {
    return sql.of(LIST)
        .bind("fits", fits(filter))
        .slice(paging.of(page))
        .list(NotificationPolicy.class);
  }

  private static Condition fits(@Nullable FlowRunNotificationPolicyFilter filter) {
    if (filter == null) {
      return Condition.TRUE;
    }
    var wanted = filter.isActive() == null ? Boolean.FALSE : filter.isActive().eq();
    return wanted == null ? Condition.TRUE : Condition.of("p.is_active = ?", wanted);
  }

  boolean delete(UUID id) {
    return sql.of(DELETE).bind("id", id).change() == 1;
  }
}
