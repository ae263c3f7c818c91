package dev.rigel.server.notification;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.notification.FlowRunNotificationPolicyFilter;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Notification policies in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
public class NotificationPolicyRepository {
  /** Asked at every change of a flow run's state; a site has a handful of policies, if any. */
  private static final String ACTIVE =
      "select * from flow_run_notification_policy where is_active = true";

  @Inject EntityManager entities;
  @Inject Rows rows;

  void add(NotificationPolicy policy) {
    entities.persist(policy);
    entities.flush();
  }

  Optional<NotificationPolicy> find(UUID id) {
    return Optional.ofNullable(entities.find(NotificationPolicy.class, id));
  }

  List<NotificationPolicy> active() {
    return rows.list(NotificationPolicy.class, ACTIVE, List.of());
  }

  /** No filter is all policies; a filter that does not say otherwise is the inactive ones. */
  List<NotificationPolicy> list(FlowRunNotificationPolicyFilter filter, Page page) {
    return rows.page(
        NotificationPolicy.class, "flow_run_notification_policy p", where(filter), "p.id", page);
  }

  private static Condition where(FlowRunNotificationPolicyFilter filter) {
    if (filter == null) {
      return Condition.TRUE;
    }
    var wanted = filter.isActive() == null ? Boolean.FALSE : filter.isActive().eq();
    return wanted == null ? Condition.TRUE : Condition.of("p.is_active = ?", wanted);
  }

  boolean delete(UUID id) {
    return rows.change("delete from flow_run_notification_policy where id = ?", id) == 1;
  }
}
