package dev.rigel.engine.jberet;

import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobProgressBuilder;
import dev.rigel.contract.job.StepRecord;
import dev.rigel.contract.state.Reason;
import dev.rigel.engine.JobJournal;
import jakarta.batch.runtime.BatchStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Brings what happens in a job to its journal, beside the job: each call takes along what has
 * changed since the one before. A chunk waits for the checkpoint of the chunk before it to be
 * recorded, but not for its own, so that the job is never more than a chunk ahead of its record;
 * and not for long, so that it goes on while the server is away.
 */
final class Progress {
  /** How long the first chunk waits that finds the server away; those after it do not. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final JobJournal journal;
  private final Executor threads;
  private final Map<Key, StepRecord> steps = new LinkedHashMap<>();
  private final Map<Key, Long> changes = new HashMap<>();
  private JobProgress job =
      JobProgressBuilder.builder().status(BatchStatus.STARTING).steps(List.of()).build();

  /** The number of the last change; {@code recorded}: of the last one that the journal has. */
  private long changed;

  private long recorded;
  private int failures;
  private boolean sending;
  private boolean late;
  private boolean over;
  private @Nullable String trouble;

  /** What is told in one call: all changes up to one. */
  private record Batch(JobProgress progress, long upTo) {}

  /** A step, or a partition of one. */
  record Key(String step, @Nullable Integer partition) {
    static Key of(StepRecord record) {
      return new Key(record.stepName(), record.partition());
    }
  }

  /**
   * Nothing has happened yet.
   *
   * @param threads run the calls
   */
  Progress(JobJournal journal, Executor threads) {
    this.journal = journal;
    this.threads = threads;
  }

  /**
   * A chunk has been written.
   *
   * @return false if nothing more is recorded: the run is another process's
   */
  synchronized boolean checkpoint(StepRecord step) {
    var before = changes.getOrDefault(Key.of(step), 0L);
    var until = System.nanoTime() + LONGEST_WAIT.toNanos();
    var left = late ? 0 : LONGEST_WAIT.toNanos();
    while (!over && recorded < before && left > 0 && waits(left)) {
      left = until - System.nanoTime();
    }
    late = recorded < before;
    put(step);
    return !over;
  }

  /** Something else has happened to a step. */
  synchronized void put(StepRecord step) {
    steps.put(Key.of(step), step);
    changes.put(Key.of(step), ++changed);
    send();
  }

  /** Something has happened to the job. */
  synchronized void put(
      BatchStatus status, @Nullable String exitStatus, @Nullable String restartPosition) {
    job =
        JobProgressBuilder.builder()
            .status(status)
            .exitStatus(exitStatus)
            .restartPosition(restartPosition)
            .steps(List.of())
            .build();
    changed++;
    send();
  }

  /** Waits until all is recorded, or until the patience with the server is over. */
  synchronized void flush() {
    var before = failures;
    var all = changed;
    send();
    while (!over && recorded < all && failures == before && waits(LONGEST_WAIT.toNanos())) {
      // until somebody notifies
    }
  }

  private boolean waits(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void send() {
    if (!sending && !over && recorded < changed) {
      sending = true;
      threads.execute(this::sendAll);
    }
  }

  private void sendAll() {
    while (isMore()) {
      var batch = take();
      try {
        told(batch, journal.record(batch.progress()));
      } catch (RuntimeException | Error e) {
        failed(batch);
        sayOnce(Reason.of(e));
      }
    }
  }

  private synchronized boolean isMore() {
    sending = sending && !over && recorded < changed;
    notifyAll();
    return sending;
  }

  private synchronized Batch take() {
    var progress = JobProgressBuilder.builder(job).steps(List.copyOf(steps.values())).build();
    steps.clear();
    return new Batch(progress, changed);
  }

  private synchronized void told(Batch batch, boolean taken) {
    recorded = batch.upTo();
    over = !taken;
    late = false;
    trouble = null;
  }

  /** What is newer meanwhile wins. */
  private synchronized void failed(Batch batch) {
    batch.progress().steps().forEach(step -> steps.putIfAbsent(Key.of(step), step));
    failures++;
    sending = false;
  }

  private void sayOnce(String words) {
    if (!words.equals(trouble)) {
      journal.tell(
          Level.WARNING,
          "The job's progress is not recorded; tried again with what comes next: " + words);
    }
    trouble = words;
  }
}
