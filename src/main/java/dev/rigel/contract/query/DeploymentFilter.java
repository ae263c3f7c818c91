package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;

/** Which deployments. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record DeploymentFilter(
    Operator operator,
    Match.Ids id,
    Match.Names name,
    Match.Equals isScheduleActive,
    Match.Tags tags,
    Match.Texts workQueueName) {}
