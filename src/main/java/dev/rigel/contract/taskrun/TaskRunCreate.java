package dev.rigel.contract.taskrun;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task run to make.
 *
 * @param state first state; default PENDING
 * @param name default: two random words
 * @param flowRunId required; unknown gives 409
 * @param taskKey required; with the dynamic key it names the task run within its flow run
 * @param dynamicKey required; a number is accepted and stored as text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record TaskRunCreate(
    @Nullable StateCreate state,
    @Longest(Longest.KEY) @Nullable String name,
    @Required UUID flowRunId,
    @Longest(Longest.HALF_A_KEY) @Required String taskKey,
    @Longest(Longest.HALF_A_KEY) @Required String dynamicKey,
    @Longest(Longest.KEY) @Nullable String cacheKey,
    @Nullable OffsetDateTime cacheExpiration,
    @Nullable String taskVersion,
    @Default("{}") EmpiricalPolicy empiricalPolicy,
    @Longest @Default("[]") List<String> tags,
    @Default("{}") Map<String, List<TaskRunInput>> taskInputs) {}
