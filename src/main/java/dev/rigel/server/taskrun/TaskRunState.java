package dev.rigel.server.taskrun;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.server.state.State;
import dev.rigel.server.state.StateOrigin;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A state of a task run. */
@Entity
@Table(name = "task_run_state")
public class TaskRunState extends State {
  @Column(name = "task_run_id")
  private UUID taskRunId;

  /** For JPA. */
  protected TaskRunState() {}

  /** A state that a task run enters. */
  public TaskRunState(
      TaskRun run,
      StateCreate proposed,
      StateDetails details,
      OffsetDateTime timestamp,
      StateOrigin origin) {
    super(proposed, details, timestamp, origin);
    taskRunId = run.id();
  }

  @Override
  public UUID runId() {
    return taskRunId;
  }
}
