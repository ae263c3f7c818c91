package dev.rigel.engine.jberet;

import dev.rigel.contract.job.ItemCounts;
import dev.rigel.contract.job.ItemCountsBuilder;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.job.StepRecord;
import dev.rigel.engine.Executions.Partition;
import dev.rigel.engine.StepCounts;
import dev.rigel.engine.jberet.Progress.Key;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.StepExecution;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jberet.job.model.Job;
import org.jberet.repository.InMemoryRepository;
import org.jberet.runtime.AbstractStepExecution;
import org.jberet.runtime.JobExecutionImpl;
import org.jberet.runtime.PartitionExecutionImpl;
import org.jberet.runtime.StepExecutionImpl;
import org.jspecify.annotations.Nullable;

/**
 * One run's batch repository: JBeret's in memory, each change of which is recorded at the server,
 * and which begins with what was recorded by an earlier process. Counts go on from the last
 * checkpoint.
 */
final class RecordedRepository extends ForwardingRepository {
  private final Progress progress;

  /** What was last said of each step and partition, by this process or an earlier one. */
  private final Map<Key, StepRecord> steps = new ConcurrentHashMap<>();

  private final Queue<PartitionExecutionImpl> running = new ConcurrentLinkedQueue<>();

  /** By the id of their step's execution; JBeret's own list may not be read by another thread. */
  private final Map<Long, Queue<PartitionExecutionImpl>> begun = new ConcurrentHashMap<>();

  RecordedRepository(Progress progress) {
    super(InMemoryRepository.create());
    this.progress = progress;
  }

  /**
   * Puts an earlier execution here, as it was recorded.
   *
   * @param job its XML as it is now
   * @return its id, which a restart takes
   * @throws dev.rigel.engine.Executions.CannotGoOn if what is recorded cannot be read
   */
  long restore(Job job, JobRecord recorded) {
    recorded.steps().forEach(step -> steps.put(Key.of(step), step));
    var loader = Thread.currentThread().getContextClassLoader();
    var execution = createJobExecution(createJobInstance(job, null, loader), null);
    recorded.steps().stream()
        .filter(step -> step.partition() == null)
        .forEach(step -> super.addStepExecution(execution, restored(step)));
    execution.setRestartPosition(recorded.restartPosition());
    execution.setBatchStatus(
        recorded.status() == BatchStatus.STOPPED ? BatchStatus.STOPPED : BatchStatus.FAILED);
    return execution.getExecutionId();
  }

  private StepExecutionImpl restored(StepRecord record) {
    var partitions = partitions(record.stepName()).map(StepRecords::partition).toList();
    // of a step that was cut off JBeret runs those partitions too that had not begun
    var status =
        partitions.isEmpty() || record.status() == BatchStatus.COMPLETED
            ? record.status()
            : BatchStatus.STARTED;
    var step = StepRecords.step(record, status);
    step.getPartitionExecutions().addAll(partitions);
    return step;
  }

  private Stream<StepRecord> partitions(String step) {
    return steps.values().stream()
        .filter(one -> one.partition() != null && one.stepName().equals(step));
  }

  @Override
  public StepExecutionImpl createStepExecution(String name) {
    var step = super.createStepExecution(name);
    StepRecords.set(step.getStepMetrics(), countsBefore(name));
    return step;
  }

  /** Of a partitioned step those of its completed partitions: the others count on by themselves. */
  private ItemCounts countsBefore(String step) {
    var partitions = partitions(step).toList();
    var own = steps.get(new Key(step, null));
    if (own == null || own.status() == BatchStatus.COMPLETED) {
      return ItemCounts.NONE;
    }
    return partitions.isEmpty()
        ? own.counts()
        : partitions.stream()
            .filter(one -> one.status() == BatchStatus.COMPLETED)
            .map(StepRecord::counts)
            .reduce(ItemCounts.NONE, ItemCounts::plus);
  }

  @Override
  public void addStepExecution(JobExecutionImpl execution, StepExecutionImpl step) {
    super.addStepExecution(execution, step);
    begin(step, StepCounts.of(step));
  }

  /**
   * JBeret saves the ends of partitions only when the last one has begun. One begins when another
   * has ended, as soon as all threads are busy: those ends are recorded here.
   */
  @Override
  public void addPartitionExecution(StepExecutionImpl step, PartitionExecutionImpl partition) {
    running.stream().filter(RecordedRepository::hasCompleted).forEach(this::recordEnd);
    var before = steps.get(key(partition));
    var counts =
        before == null || before.status() == BatchStatus.COMPLETED
            ? ItemCounts.NONE
            : before.counts();
    StepRecords.set(partition.getStepMetrics(), counts);
    super.addPartitionExecution(step, partition);
    begin(partition, counts);
    running.add(partition);
    begun
        .computeIfAbsent(step.getStepExecutionId(), id -> new ConcurrentLinkedQueue<>())
        .add(partition);
  }

  /** The partitions of a step that have begun in this process, by number. */
  List<Partition> begun(StepExecutionImpl step) {
    return begun.getOrDefault(step.getStepExecutionId(), new ConcurrentLinkedQueue<>()).stream()
        .map(one -> new Partition(one.getPartitionId(), one))
        .sorted(Comparator.comparingInt(Partition::number))
        .toList();
  }

  private static boolean hasCompleted(PartitionExecutionImpl partition) {
    return partition.getBatchStatus() == BatchStatus.COMPLETED;
  }

  private void recordEnd(PartitionExecutionImpl partition) {
    running.remove(partition);
    put(asItIs(partition));
  }

  private void begin(AbstractStepExecution step, ItemCounts counts) {
    var before = steps.get(key(step));
    put(StepRecords.of(step, counts, before == null ? 1 : before.startCount() + 1));
  }

  @Override
  public int countStepStartTimes(String step, long instance) {
    var record = steps.get(new Key(step, null));
    return record == null ? 0 : record.startCount();
  }

  /** A chunk was written; JBeret counts its commit after this. */
  @Override
  public int savePersistentDataIfNotStopping(JobExecution execution, AbstractStepExecution step) {
    var counts = StepCounts.of(step);
    var committed =
        counts.equals(ItemCounts.NONE) // it was a batchlet
            ? counts
            : ItemCountsBuilder.builder(counts).commitCount(counts.commitCount() + 1).build();
    var record = StepRecords.of(step, committed, startCount(step));
    steps.put(Key.of(record), record);
    return progress.checkpoint(record) ? 1 : 0; // 0 lets JBeret stop the job
  }

  @Override
  public void savePersistentData(JobExecution execution, AbstractStepExecution step) {
    put(asItIs(step));
  }

  /** A step has ended; what follows it is not begun before that is recorded. */
  @Override
  public void updateStepExecution(StepExecution step) {
    put(asItIs((StepExecutionImpl) step));
    if (step.getBatchStatus() == BatchStatus.COMPLETED) {
      progress.flush();
    }
  }

  /** What was counted since the last checkpoint is undone, unless the step has completed. */
  private StepRecord asItIs(AbstractStepExecution step) {
    var last = Objects.requireNonNull(steps.get(key(step)), "a step begins before it ends");
    var completed = step.getBatchStatus() == BatchStatus.COMPLETED;
    var counts = completed ? StepCounts.of(step) : last.counts();
    return StepRecords.of(step, counts, last.startCount());
  }

  private void put(StepRecord record) {
    steps.put(Key.of(record), record);
    progress.put(record);
  }

  private int startCount(AbstractStepExecution step) {
    var record = steps.get(key(step));
    return record == null ? 1 : record.startCount();
  }

  private static Key key(AbstractStepExecution step) {
    return new Key(step.getStepName(), StepRecords.partition(step));
  }

  @Override
  public void updateJobExecution(JobExecutionImpl execution, boolean whole, boolean parameters) {
    super.updateJobExecution(execution, whole, parameters);
    var status = execution.getBatchStatus();
    progress.put(
        status,
        StepRecords.exitStatus(execution.getExitStatus(), status),
        restartPosition(execution));
    if (whole) { // it has ended
      progress.flush();
    }
  }

  /** Whether a job may be restarted is asked of its XML when that is to be done. */
  private static @Nullable String restartPosition(JobExecutionImpl execution) {
    var position = execution.getRestartPosition();
    return Job.UNRESTARTABLE.equals(position) ? null : position;
  }
}
