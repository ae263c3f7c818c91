package dev.rigel.contract.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.query.Match;
import org.jspecify.annotations.Nullable;

/** Which notification policies. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlowRunNotificationPolicyFilter(Match.@Nullable Equals isActive) {}
