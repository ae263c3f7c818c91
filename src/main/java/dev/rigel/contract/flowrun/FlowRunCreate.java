package dev.rigel.contract.flowrun;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Most;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow run to make. Made this way it is on no queue.
 *
 * @param state first state, any type; default PENDING
 * @param name default: two random words
 * @param flowId required; unknown gives 409
 * @param idempotencyKey a second run of the flow with this key is not made: the first is answered
 * @param priority among the runs that are due on its queue, -1000 to 1000, the higher first;
 *     default 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record FlowRunCreate(
    @Nullable StateCreate state,
    @Longest(Longest.KEY) @Nullable String name,
    @Required UUID flowId,
    @Nullable UUID deploymentId,
    @Nullable String flowVersion,
    @Default("{}") Map<String, Object> parameters,
    @Default("{}") Map<String, Object> context,
    @Nullable UUID parentTaskRunId,
    @Nullable UUID infrastructureDocumentId,
    @Default("{}") EmpiricalPolicy empiricalPolicy,
    @Longest @Default("[]") List<String> tags,
    @Longest(Longest.KEY) @Nullable String idempotencyKey,
    @Least(Priority.LOWEST) @Most(Priority.HIGHEST) @Nullable Integer priority) {}
