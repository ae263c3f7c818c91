package dev.rigel.contract.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A policy to make: which states of which runs are told to whom.
 *
 * @param stateNames state names; empty for all; required
 * @param tags a run must have one of them; empty for all; required
 * @param blockDocumentId the block that sends; required, unknown gives 409
 * @param messageTemplate text with known placeholders in braces; others give 422
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record FlowRunNotificationPolicyCreate(
    @Default("true") @RecordBuilder.Initializer("ACTIVE") boolean isActive,
    @Required List<String> stateNames,
    @Required List<String> tags,
    @Required UUID blockDocumentId,
    @Nullable String messageTemplate) {
  /** What a builder begins with, as the wire does. */
  public static final boolean ACTIVE = true;

  /** Refuses unknown placeholders. */
  public FlowRunNotificationPolicyCreate {
    MessageTemplate.check(messageTemplate);
  }
}
