package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;

/** Which deployments. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentFilter(
    Operator operator,
    Match.Ids id,
    Match.Names name,
    Match.Equals isScheduleActive,
    Match.Tags tags,
    Match.Texts workQueueName) {}
