package dev.rigel.server.flowrun;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.server.state.State;
import dev.rigel.server.state.StateOrigin;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A state of a flow run. */
@Entity
@Table(name = "flow_run_state")
public class FlowRunState extends State {
  @Column(name = "flow_run_id")
  private UUID flowRunId;

  /** For JPA. */
  protected FlowRunState() {}

  /** A state that a flow run enters. */
  public FlowRunState(
      FlowRun run,
      StateCreate proposed,
      StateDetails details,
      OffsetDateTime timestamp,
      StateOrigin origin) {
    super(proposed, details, timestamp, origin);
    flowRunId = run.id();
  }

  @Override
  public UUID runId() {
    return flowRunId;
  }
}
