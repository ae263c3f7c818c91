package dev.rigel.contract.notification;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** A notification policy. */
public record FlowRunNotificationPolicyResponse(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    boolean isActive,
    List<String> stateNames,
    List<String> tags,
    UUID blockDocumentId,
    String messageTemplate) {}
