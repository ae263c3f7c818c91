package dev.rigel.server.notification;

import dev.rigel.contract.notification.FlowRunNotificationPoliciesApi;
import dev.rigel.contract.notification.FlowRunNotificationPolicyCreate;
import dev.rigel.contract.notification.FlowRunNotificationPolicyQuery;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.FlowRunNotificationPolicyUpdate;
import dev.rigel.contract.notification.NotificationTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

/** Notification policies over HTTP. */
@Path(FlowRunNotificationPoliciesApi.PATH)
@ApplicationScoped
public class FlowRunNotificationPoliciesResource implements FlowRunNotificationPoliciesApi {
  @Inject NotificationPolicies policies;
  @Inject Notifications notifications;

  @Override
  public FlowRunNotificationPolicyResponse create(FlowRunNotificationPolicyCreate policy) {
    return policies.create(policy);
  }

  @Override
  public FlowRunNotificationPolicyResponse read(UUID id) {
    return policies.read(id);
  }

  @Override
  public void update(UUID id, FlowRunNotificationPolicyUpdate update) {
    policies.update(id, update);
  }

  @Override
  public void delete(UUID id) {
    policies.delete(id);
  }

  @Override
  public NotificationTest test(UUID id) {
    return notifications.test(id);
  }

  @Override
  public List<FlowRunNotificationPolicyResponse> filter(FlowRunNotificationPolicyQuery query) {
    return policies.list(query);
  }
}
