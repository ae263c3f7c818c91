package dev.rigel.contract.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A log record. Its run ids are not checked.
 *
 * @param level Python's number: 10 debug, 20 info, 30 warning, 40 error, 50 critical
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record LogCreate(
    @Required String name,
    @Required Integer level,
    @Required String message,
    @Required OffsetDateTime timestamp,
    @Required UUID flowRunId,
    @Nullable UUID taskRunId) {}
