package dev.rigel.server.job;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.job.ItemCounts;
import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.job.JobRecordBuilder;
import dev.rigel.contract.job.StepRecord;
import dev.rigel.contract.job.StepRecordBuilder;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Row;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Statement;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records of jobs in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class FlowRunJobRepository {
  private static final String FIND =
      """
      select attempt, job_name, job_xml_digest, status, exit_status, restart_position, execution_id, updated
        from flow_run_job
       where flow_run_id = :run
      """;

  private static final String STEPS =
      """
      select step_name, partition_number, status, exit_status, start_count, counts,
             reader_checkpoint, writer_checkpoint, user_data
        from flow_run_job_step
       where flow_run_id = :run
       order by step_name, partition_number
      """;

  private static final String STEPS_IN_SHORT =
      """
      select step_name, partition_number, status, exit_status, start_count, counts
        from flow_run_job_step
       where flow_run_id = :run
       order by step_name, partition_number
      """;

  private static final String INSERT =
      """
      insert into flow_run_job (flow_run_id, attempt, job_name, job_xml_digest, status, updated)
      values (:run, 1, :job, :digest, :status, :now)
      """;

  private static final String BEGIN =
      """
      update flow_run_job
         set attempt = :attempt, job_name = :job, job_xml_digest = :digest, updated = :now
       where flow_run_id = :run
      """;

  private static final String CLEAR =
      """
      update flow_run_job
         set status = :status, exit_status = null, restart_position = null, execution_id = null
       where flow_run_id = :run
      """;

  private static final String CLEAR_STEPS =
      "delete from flow_run_job_step where flow_run_id = :run";

  private static final String UPDATE =
      """
      update flow_run_job
         set status = :status, exit_status = :exit, restart_position = :position,
             execution_id = cast(:execution as bigint), updated = :now
       where flow_run_id = :run
         and attempt = :attempt
      """;

  private static final String UPDATE_STEP =
      """
      update flow_run_job_step
         set status = :status, exit_status = :exit, start_count = :starts, counts = :counts,
             reader_checkpoint = :reader, writer_checkpoint = :writer, user_data = :data
       where flow_run_id = :run
         and step_name = :step
         and partition_number = :partition
      """;

  private static final String INSERT_STEP =
      """
      insert into flow_run_job_step
             (flow_run_id, step_name, partition_number, status, exit_status, start_count, counts,
              reader_checkpoint, writer_checkpoint, user_data)
      values (:run, :step, :partition, :status, :exit, :starts, :counts, :reader, :writer, :data)
      """;

  /** Stands for the step itself among its partitions. */
  private static final int NO_PARTITION = -1;

  private static final TypeReference<ItemCounts> COUNTS = new TypeReference<>() {};

  @Inject Sql sql;

  /** With its steps in short: without what is serialized. */
  Optional<JobRecord> find(UUID run) {
    return sql.of(FIND).byKey().bind("run", run).rows().stream()
        .findFirst()
        .map(row -> job(run, row));
  }

  private JobRecord job(UUID run, Row row) {
    var execution = row.numberOrNull(6);
    return JobRecordBuilder.builder()
        .flowRunId(run)
        .attempt(row.number(0).intValue())
        .jobName(row.text(1))
        .jobXmlDigest(row.text(2))
        .status(BatchStatus.valueOf(row.text(3)))
        .exitStatus(row.text(4))
        .restartPosition(row.text(5))
        .executionId(execution == null ? null : execution.longValue())
        .updated(row.time(7))
        .steps(steps(run, false))
        .build();
  }

  List<StepRecord> steps(UUID run, boolean whole) {
    return whole
        ? sql.of(STEPS).byKey().bind("run", run).rows().stream()
            .map(
                row ->
                    step(row)
                        .readerCheckpoint(row.text(6))
                        .writerCheckpoint(row.text(7))
                        .userData(row.text(8))
                        .build())
            .toList()
        : sql.of(STEPS_IN_SHORT).byKey().bind("run", run).rows().stream()
            .map(row -> step(row).build())
            .toList();
  }

  private static StepRecordBuilder step(Row row) {
    return StepRecordBuilder.builder()
        .stepName(row.text(0))
        .partition(partition(row.number(1).intValue()))
        .status(BatchStatus.valueOf(row.text(2)))
        .exitStatus(row.text(3))
        .startCount(row.number(4).intValue())
        .counts(Columns.parse(row.text(5), COUNTS));
  }

  private static @Nullable Integer partition(int number) {
    return number == NO_PARTITION ? null : number;
  }

  void insert(UUID run, JobAttemptCreate attempt, OffsetDateTime now) {
    of(sql.of(INSERT), run, attempt, now).bind("status", BatchStatus.STARTING.name()).change();
  }

  void begin(UUID run, int number, JobAttemptCreate attempt, OffsetDateTime now) {
    of(sql.of(BEGIN), run, attempt, now).bind("attempt", number).change();
  }

  private static Statement of(
      Statement statement, UUID run, JobAttemptCreate attempt, OffsetDateTime now) {
    return statement
        .byKey()
        .bind("run", run)
        .bind("job", attempt.jobName())
        .bind("digest", attempt.jobXmlDigest())
        .bind("now", now);
  }

  /** Forgets all but the number of the attempt. */
  void clear(UUID run) {
    sql.of(CLEAR).byKey().bind("run", run).bind("status", BatchStatus.STARTING.name()).change();
    sql.of(CLEAR_STEPS).byKey().bind("run", run).change();
  }

  /** Whether there is a record with that attempt as its newest; its row is locked then. */
  boolean update(UUID run, int attempt, JobProgress progress, OffsetDateTime now) {
    return sql.of(UPDATE)
            .byKey()
            .bind("run", run)
            .bind("attempt", attempt)
            .bind("status", progress.status().name())
            .bind("exit", progress.exitStatus())
            .bind("position", progress.restartPosition())
            .bind("execution", progress.executionId())
            .bind("now", now)
            .change()
        == 1;
  }

  /** In the place of what is there of the step; the row of its job is locked. */
  void put(UUID run, StepRecord step) {
    if (bound(sql.of(UPDATE_STEP), run, step).change() == 0) {
      bound(sql.of(INSERT_STEP), run, step).change();
    }
  }

  private static Statement bound(Statement statement, UUID run, StepRecord step) {
    return statement
        .byKey()
        .bind("run", run)
        .bind("step", step.stepName())
        .bind("partition", step.partition() == null ? NO_PARTITION : step.partition())
        .bind("status", step.status().name())
        .bind("exit", step.exitStatus())
        .bind("starts", step.startCount())
        .bind("counts", Columns.json(step.counts()))
        .bind("reader", step.readerCheckpoint())
        .bind("writer", step.writerCheckpoint())
        .bind("data", step.userData());
  }
}
