package dev.rigel.server.log;

import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogResponseBuilder;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Stored;
import dev.rigel.server.database.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A log record. It outlives its run. */
@Entity
@Table(name = "log")
class Log extends Stored {
  private String name;
  private int level;
  private String message;
  private OffsetDateTime timestamp;

  @Column(name = "flow_run_id")
  private UUID flowRunId;

  @Column(name = "task_run_id")
  @Convert(converter = Columns.OptionalId.class)
  private @Nullable UUID taskRunId;

  /** For JPA. */
  protected Log() {}

  Log(LogCreate log, OffsetDateTime now) {
    super(now);
    name = log.name();
    level = log.level();
    message = log.message();
    timestamp = Times.utc(log.timestamp());
    flowRunId = log.flowRunId();
    taskRunId = log.taskRunId();
  }

  LogResponse response() {
    return LogResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name)
        .level(level)
        .message(message)
        .timestamp(Times.utc(timestamp))
        .flowRunId(flowRunId)
        .taskRunId(taskRunId)
        .build();
  }
}
