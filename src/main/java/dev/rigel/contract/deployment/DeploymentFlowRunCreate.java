package dev.rigel.contract.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.flowrun.Priority;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Most;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of a deployment.
 *
 * @param state first state; default PENDING. Clients that want an agent to take it send SCHEDULED
 * @param parameters laid over the deployment's
 * @param tags added to the deployment's
 * @param idempotencyKey a second run of the flow with this key is not made: the first is answered
 * @param priority among the runs that are due on its queue, -1000 to 1000, the higher first;
 *     default 0
 * @param enforceParameterSchema whether parameters, with those of the deployment below them, have
 *     to fit its {@code parameter_openapi_schema}: else 422, by field; default false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record DeploymentFlowRunCreate(
    @Nullable StateCreate state,
    @Longest(Longest.KEY) @Nullable String name,
    @Default("{}") Map<String, Object> parameters,
    @Default("{}") Map<String, Object> context,
    @Nullable UUID infrastructureDocumentId,
    @Default("{}") EmpiricalPolicy empiricalPolicy,
    @Longest @Default("[]") List<String> tags,
    @Longest(Longest.KEY) @Nullable String idempotencyKey,
    @Nullable UUID parentTaskRunId,
    @Least(Priority.LOWEST) @Most(Priority.HIGHEST) @Nullable Integer priority,
    @Nullable Boolean enforceParameterSchema) {}
