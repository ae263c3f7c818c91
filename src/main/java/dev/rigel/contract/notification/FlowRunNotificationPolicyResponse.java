package dev.rigel.contract.notification;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A notification policy. */
@WithBuilder
public record FlowRunNotificationPolicyResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    boolean isActive,
    @Required List<String> stateNames,
    @Required List<String> tags,
    @Required UUID blockDocumentId,
    @Nullable String messageTemplate) {}
