package dev.rigel.contract.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Absent;
import dev.rigel.contract.json.NullIsRefused;
import dev.rigel.contract.json.WithBuilder;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** Change of a policy; absent fields stay as they are. */
@WithBuilder
public record FlowRunNotificationPolicyUpdate(
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean isActive,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> stateNames,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> tags,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID blockDocumentId,
    JsonNullable<String> messageTemplate) {
  /** Refuses unknown placeholders. */
  public FlowRunNotificationPolicyUpdate {
    messageTemplate = Absent.ifNull(messageTemplate);
    MessageTemplate.check(messageTemplate.orElse(null));
  }
}
