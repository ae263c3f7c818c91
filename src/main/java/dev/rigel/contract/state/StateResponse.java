package dev.rigel.contract.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A stored state. The timestamp is the server's. */
public record StateResponse(
    UUID id,
    StateType type,
    String name,
    OffsetDateTime timestamp,
    String message,
    JsonNode data,
    StateDetails stateDetails) {}
