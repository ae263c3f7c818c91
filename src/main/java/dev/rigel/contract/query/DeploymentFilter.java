package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Which deployments. Unknown fields give 422.
 *
 * @param schedule whether they have one, be it active or not
 * @param lastEnd the type of the state in which that run of theirs is that completed, failed or
 *     crashed last; of those that have not there is none
 */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record DeploymentFilter(
    @Nullable Operator operator,
    Match.@Nullable Ids id,
    Match.@Nullable Names name,
    Match.@Nullable Equals isScheduleActive,
    Match.@Nullable Tags tags,
    Match.@Nullable Texts workQueueName,
    Match.@Nullable Nullness schedule,
    Match.@Nullable StateTypes lastEnd) {}
