package dev.rigel.contract.flowrun;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Absent;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Most;
import dev.rigel.contract.json.NullIsRefused;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * Change of a flow run; absent fields stay as they are.
 *
 * @param priority among the runs that are due on its queue, -1000 to 1000, the higher first; 409
 *     for a run that waits on no queue any more
 * @param workQueueName the queue on which it waits from now on, created if there is none of the
 *     name; 409 for a run that is not SCHEDULED, or has no deployment
 */
@WithBuilder
public record FlowRunUpdate(
    @Longest(Longest.KEY) JsonNullable<String> name,
    JsonNullable<String> flowVersion,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Map<String, Object> parameters,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable EmpiricalPolicy empiricalPolicy,
    @Longest @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> tags,
    JsonNullable<String> infrastructurePid,
    @Least(Priority.LOWEST)
        @Most(Priority.HIGHEST)
        @NullIsRefused
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Integer priority,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String workQueueName) {
  /** What is not set is absent. */
  public FlowRunUpdate {
    name = Absent.ifNull(name);
    flowVersion = Absent.ifNull(flowVersion);
    infrastructurePid = Absent.ifNull(infrastructurePid);
  }
}
