package dev.rigel.contract.flowrun;

import dev.rigel.contract.state.StateType;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/** One point of the UI's history: start or expected start, and seconds of run time and lateness. */
public record SimpleFlowRun(
    UUID id, StateType stateType, OffsetDateTime timestamp, Duration duration, Duration lateness) {}
