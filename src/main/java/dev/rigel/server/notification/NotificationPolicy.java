package dev.rigel.server.notification;

import dev.rigel.contract.notification.FlowRunNotificationPolicyCreate;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponseBuilder;
import dev.rigel.contract.notification.FlowRunNotificationPolicyUpdate;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Stored;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says of which states, of runs with which tags, a block shall tell the world. */
@Entity
@Table(name = "flow_run_notification_policy")
class NotificationPolicy extends Stored {
  @Column(name = "is_active")
  private boolean isActive;

  @Convert(converter = Columns.Texts.class)
  @Column(name = "state_names")
  private List<String> stateNames;

  @Convert(converter = Columns.Texts.class)
  private List<String> tags;

  @Column(name = "message_template")
  private @Nullable String messageTemplate;

  @Column(name = "block_document_id")
  private UUID blockDocumentId;

  /** For JPA. */
  protected NotificationPolicy() {}

  /** A new policy. */
  NotificationPolicy(FlowRunNotificationPolicyCreate policy, OffsetDateTime now) {
    super(now);
    isActive = policy.isActive();
    stateNames = List.copyOf(policy.stateNames());
    tags = List.copyOf(policy.tags());
    messageTemplate = policy.messageTemplate();
    blockDocumentId = policy.blockDocumentId();
  }

  /** Takes over what is given. */
  void change(FlowRunNotificationPolicyUpdate update, OffsetDateTime now) {
    isActive = update.isActive() == null ? isActive : update.isActive();
    stateNames = update.stateNames() == null ? stateNames : List.copyOf(update.stateNames());
    tags = update.tags() == null ? tags : List.copyOf(update.tags());
    blockDocumentId = update.blockDocumentId() == null ? blockDocumentId : update.blockDocumentId();
    update.messageTemplate().ifPresent(template -> messageTemplate = template);
    touch(now);
  }

  /** Whether a run in a state is its business. */
  boolean concerns(String stateName, List<String> runTags) {
    return (stateNames.isEmpty() || stateNames.contains(stateName))
        && (tags.isEmpty() || !Collections.disjoint(tags, runTags));
  }

  FlowRunNotificationPolicyResponse response() {
    return FlowRunNotificationPolicyResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .isActive(isActive)
        .stateNames(stateNames)
        .tags(tags)
        .blockDocumentId(blockDocumentId)
        .messageTemplate(messageTemplate)
        .build();
  }
}
