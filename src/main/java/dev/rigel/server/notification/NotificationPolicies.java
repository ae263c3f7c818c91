package dev.rigel.server.notification;

import dev.rigel.contract.notification.FlowRunNotificationPolicyCreate;
import dev.rigel.contract.notification.FlowRunNotificationPolicyQuery;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.FlowRunNotificationPolicyUpdate;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The door to notification policies; each method is one transaction. */
@ApplicationScoped
@Transactional
public class NotificationPolicies {
  @Inject NotificationPolicyRepository policies;
  @Inject Clock clock;

  /** Makes a policy; 409 for an unknown block document. */
  public FlowRunNotificationPolicyResponse create(FlowRunNotificationPolicyCreate create) {
    var policy = new NotificationPolicy(create, Times.now(clock));
    policies.add(policy);
    return policy.response();
  }

  /** Reads one; 404. */
  public FlowRunNotificationPolicyResponse read(UUID id) {
    return found(id).response();
  }

  /** Changes the given fields; 404, 409 for an unknown block document. */
  public void update(UUID id, FlowRunNotificationPolicyUpdate update) {
    found(id).change(update, Times.now(clock));
  }

  /** Deletes one; 404. What it has already caused is not sent any more. */
  public void delete(UUID id) {
    if (!policies.delete(id)) {
      throw unknown();
    }
  }

  /** Lists policies by id. */
  public List<FlowRunNotificationPolicyResponse> list(FlowRunNotificationPolicyQuery query) {
    return policies.list(query.flowRunNotificationPolicyFilter(), query.page()).stream()
        .map(NotificationPolicy::response)
        .toList();
  }

  private NotificationPolicy found(UUID id) {
    return policies.find(id).orElseThrow(NotificationPolicies::unknown);
  }

  private static Problem unknown() {
    return Problem.notFound("flow run notification policy not found");
  }
}
