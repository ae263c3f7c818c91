package dev.rigel.engine.jberet;

import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.job.StepRecord;
import dev.rigel.engine.Executions;
import dev.rigel.engine.FlowRunJob;
import dev.rigel.engine.JobEnds;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.StepExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jberet.creation.ArchiveXmlLoader;
import org.jberet.job.model.Flow;
import org.jberet.job.model.Job;
import org.jberet.job.model.JobElement;
import org.jberet.job.model.Split;
import org.jberet.job.model.Step;
import org.jberet.operations.JobOperatorImpl;
import org.jberet.runtime.StepExecutionImpl;
import org.jberet.spi.BatchEnvironment;

/**
 * The executions of one run's job in JBeret. An earlier one, of another process, is put into the
 * run's repository as it was recorded, and restarted there.
 */
record JBeretExecutions(
    JobOperator operator, JobEnds ends, BatchEnvironment environment, RecordedRepository repository)
    implements Executions {

  static JBeretExecutions of(BatchEnvironment plain, Progress progress) {
    var repository = new RecordedRepository(progress);
    var environment = new JobEnvironment(plain, repository);
    return new JBeretExecutions(
        new JobOperatorImpl(environment), new JBeretEnds(), environment, repository);
  }

  @Override
  public List<Partition> partitions(StepExecution step) {
    return repository.begun((StepExecutionImpl) step);
  }

  @Override
  public OptionalLong earlier(JobRecord recorded, FlowRunJob job) {
    if (recorded.steps().isEmpty()) {
      return OptionalLong.empty();
    }
    var xml =
        ArchiveXmlLoader.loadJobXml(
            job.jobName(),
            environment.getClassLoader(),
            new ArrayList<>(),
            environment.getJobXmlResolver());
    demandFit(recorded, xml);
    return OptionalLong.of(repository.restore(xml, recorded));
  }

  /** What had begun has still to be there. */
  private static void demandFit(JobRecord recorded, Job xml) {
    var steps =
        xml.getJobElements().stream()
            .flatMap(JBeretExecutions::steps)
            .collect(Collectors.toMap(Step::getId, step -> step, (one, same) -> one));
    recorded.steps().stream()
        .filter(step -> step.status() != BatchStatus.COMPLETED)
        .forEach(step -> demandFit(step, steps));
    var position = recorded.restartPosition();
    if (position != null
        && xml.getJobElements().stream().noneMatch(element -> element.getId().equals(position))) {
      throw new CannotGoOn(
          "the job's XML has changed: '%s', with which it was to go on, is not in it any more"
              .formatted(position));
    }
  }

  private static void demandFit(StepRecord record, Map<String, Step> steps) {
    var step = steps.get(record.stepName());
    if (step == null) {
      throw new CannotGoOn(
          "the job's XML has changed: step '%s', which had begun, is not in it any more"
              .formatted(record.stepName()));
    }
    var partitioned = step.getPartition() != null;
    if (record.partition() != null && !partitioned
        || record.readerCheckpoint() != null && record.partition() == null && partitioned) {
      throw new CannotGoOn(
          "the job's XML has changed: step '%s', which had begun, was %s"
              .formatted(record.stepName(), partitioned ? "not partitioned" : "partitioned"));
    }
  }

  private static Stream<Step> steps(JobElement element) {
    if (element instanceof Step step) {
      return Stream.of(step);
    }
    if (element instanceof Flow flow) {
      return flow.getJobElements().stream().flatMap(JBeretExecutions::steps);
    }
    return element instanceof Split split
        ? split.getFlows().stream().flatMap(JBeretExecutions::steps)
        : Stream.empty();
  }

  /** The repository has recorded it. */
  @Override
  public void began(long execution) {
    // nothing to add
  }

  /** The repository has recorded it. */
  @Override
  public void ended(JobExecution execution) {
    // nothing to add
  }
}
