package dev.rigel.contract.flowrun;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.state.StateType;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/** One point of the UI's history: start or expected start, and seconds of run time and lateness. */
@WithBuilder
public record SimpleFlowRun(
    @Required UUID id,
    @Required StateType stateType,
    @Required OffsetDateTime timestamp,
    @Required Duration duration,
    @Required Duration lateness) {}
