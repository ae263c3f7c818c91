package dev.rigel.engine;

import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobRecord;
import java.util.Optional;
import java.util.logging.Level;

/**
 * What is recorded of one run's job, so that another process can go on with it. Attempts are
 * numbered; once a later one has begun, nothing of an earlier one is taken. Where the server keeps
 * no records, attempts of this process are counted from 1, and nothing is told.
 */
public final class JobJournal {
  private final RunReporter reporter;
  private final RunLogs logs;
  private final HoldWatch hold;
  private volatile int attempt;
  private volatile boolean keeps;
  private volatile boolean over;

  /** Of a run whose job has not begun here. */
  JobJournal(RunReporter reporter, RunLogs logs, HoldWatch hold) {
    this.reporter = reporter;
    this.logs = logs;
    this.hold = hold;
  }

  /**
   * Begins an attempt, and tells what is recorded of those before; empty if no records are kept.
   *
   * @throws RunReporter.Refused if the run is another process's
   */
  Optional<JobRecord> begin(JobAttemptCreate job) {
    var record = reporter.beginJob(job);
    keeps = record.isPresent();
    attempt = record.map(JobRecord::attempt).orElse(attempt + 1);
    return record;
  }

  /** The number of the newest attempt; 0 before the first. */
  int attempt() {
    return attempt;
  }

  /** Whether another process can go on with the job. */
  boolean isKept() {
    return keeps;
  }

  /**
   * Records progress, from any thread, with the patience of the reporter.
   *
   * @return false if nothing of this attempt is taken any more: the run is another process's
   * @throws RuntimeException if it could not be told now
   */
  public boolean record(JobProgress progress) {
    if (!keeps || over) {
      return !over;
    }
    try {
      reporter.recordJob(attempt, progress);
      return true;
    } catch (RunReporter.Refused e) {
      over = true;
      hold.lose();
      logs.add(Level.WARNING, "The job's progress is not recorded any more: " + e.getMessage());
      return false;
    }
  }

  /** Says something in the run's log. */
  public void tell(Level level, String words) {
    logs.add(level, words);
  }
}
