package dev.rigel.contract.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.NullIsRefused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Change of a flow. Absent tags stay as they are. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlowUpdate(@Longest @NullIsRefused @Nullable List<String> tags) {}
