package dev.rigel.contract.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.query.Match;

/** Which notification policies. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlowRunNotificationPolicyFilter(Match.Equals isActive) {}
