package dev.rigel.server.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateResponseBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A state that a run has or had. Never changes. */
@MappedSuperclass
public abstract class State {
  @Id private UUID id;

  @Enumerated(EnumType.STRING)
  private StateType type;

  private String name;
  private OffsetDateTime timestamp;
  private @Nullable String message;

  @Convert(converter = StateColumns.Details.class)
  @Column(name = "state_details")
  private StateDetails stateDetails;

  @Convert(converter = Columns.Json.class)
  private @Nullable JsonNode data;

  private @Nullable String rejection;

  /** For JPA. */
  protected State() {}

  /** What was proposed, entered at a time. A SCHEDULED state without a due time is due now. */
  protected State(
      StateCreate proposed, StateDetails details, OffsetDateTime timestamp, StateOrigin origin) {
    this.id = origin.stateId();
    this.rejection = origin.rejection();
    this.type = proposed.type();
    this.name = proposed.name() == null ? type.defaultName() : proposed.name();
    this.timestamp = timestamp;
    this.message = proposed.message();
    this.data = proposed.data();
    this.stateDetails =
        type == StateType.SCHEDULED && details.scheduledTime() == null
            ? details.withScheduledTime(timestamp)
            : details;
  }

  public UUID id() {
    return id;
  }

  /** What it means. */
  public StateType type() {
    return type;
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** When it was entered. */
  public OffsetDateTime timestamp() {
    return Times.utc(timestamp);
  }

  /** What the engine keeps of the result, if anything. */
  public @Nullable JsonNode data() {
    return data;
  }

  /** What was said about it, if anything. */
  public @Nullable String message() {
    return message;
  }

  /** Facts that belong to it. */
  public StateDetails details() {
    return stateDetails;
  }

  /** The run that it is a state of. */
  public abstract UUID runId();

  /** Why it was stored in place of what was proposed; empty where that itself was stored. */
  public Optional<String> rejection() {
    return Optional.ofNullable(rejection);
  }

  /** As it goes over the wire. */
  public StateResponse response() {
    return StateResponseBuilder.builder()
        .id(id)
        .type(type)
        .name(name)
        .timestamp(timestamp())
        .message(message)
        .data(data)
        .stateDetails(stateDetails)
        .build();
  }

  /** The same as a proposal for another run. */
  public StateCreate copy() {
    return StateCreateBuilder.builder()
        .type(type)
        .name(name)
        .message(message)
        .data(data)
        .stateDetails(stateDetails)
        .build();
  }
}
