package dev.rigel.contract.operation;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an action did, does or would do to many runs.
 *
 * @param id by which it can be asked for again; null for one that is over with its call
 * @param matched runs that the filters matched when it began
 * @param applicable of a dry run: those to which the action can be applied as they are now; else
 *     null
 * @param done runs to which it was applied
 * @param refused runs to which it could not be applied; with done as many as matched, once it has
 *     completed
 * @param refusals the first 200 of these, by id
 */
@WithBuilder
public record OperationResponse(
    @Nullable UUID id,
    @Nullable OffsetDateTime created,
    @Nullable OffsetDateTime updated,
    @Required BulkAction action,
    @Required OperationState state,
    int matched,
    @Nullable Integer applicable,
    int done,
    int refused,
    @Required List<RefusedRun> refusals) {}
