package dev.rigel.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives each log record to the flow run whose job wrote it, told by the thread. One instance hangs
 * on the root logger of a JVM or of an application; any number of runs share it. System.Logger,
 * JBoss Logging and the batch runtimes arrive here too, as java.util.logging is what they write to.
 */
public final class LogCapture extends Handler {
  /** Records held while a start is under way; what a job writes on top of that is counted. */
  private static final int HELD_AT_MOST = 1_000;

  private final Map<Long, RunLogs> runs = new ConcurrentHashMap<>();
  private final @Nullable RunLogs theRest;
  private final ThreadLocal<Boolean> publishing = ThreadLocal.withInitial(() -> false);
  private final List<Held> held = new ArrayList<>();
  private final Map<Long, Integer> notHeld = new HashMap<>();
  private int starting;

  private record Held(JobThread thread, LogRecord record) {}

  private LogCapture(@Nullable RunLogs theRest) {
    this.theRest = theRest;
    setLevel(Level.ALL);
  }

  /** For a process with other work: records of no job's thread are left alone. */
  public static LogCapture ofJobThreads() {
    return new LogCapture(null);
  }

  /** For a process that is there for one run: it gets every record, whatever the thread. */
  public static LogCapture ofWholeProcess(RunLogs run) {
    return new LogCapture(run);
  }

  /** Starts a job execution for a run and captures it from its first record on. */
  long start(RunLogs run, LongSupplier starter) {
    synchronized (held) {
      starting++;
    }
    try {
      var executionId = starter.getAsLong();
      synchronized (held) {
        runs.put(executionId, run);
        held.stream()
            .filter(h -> h.thread().executionId() == executionId)
            .forEach(h -> run.add(h.record(), h.thread().stepExecutionId()));
        Optional.ofNullable(notHeld.remove(executionId))
            .ifPresent(n -> run.add(Level.WARNING, n + " log records are missing here"));
      }
      return executionId;
    } finally {
      synchronized (held) {
        if (--starting == 0) {
          held.clear();
          notHeld.clear();
        }
      }
    }
  }

  /** Captures an execution no longer. */
  void end(long executionId) {
    runs.remove(executionId);
  }

  @Override
  public void publish(LogRecord record) {
    // asking CDI may itself log
    if (!isLoggable(record) || publishing.get()) {
      return;
    }
    publishing.set(true);
    try {
      JobThread.current()
          .ifPresentOrElse(thread -> publish(record, thread), () -> publishRest(record, 0));
    } finally {
      publishing.remove();
    }
  }

  private void publish(LogRecord record, JobThread thread) {
    var run = runs.get(thread.executionId());
    if (run == null) {
      run = runOrHold(record, thread);
    }
    if (run != null) {
      run.add(record, thread.stepExecutionId());
    }
  }

  private @Nullable RunLogs runOrHold(LogRecord record, JobThread thread) {
    if (theRest != null) {
      return theRest;
    }
    synchronized (held) {
      var run = runs.get(thread.executionId());
      if (run == null && starting > 0) {
        hold(new Held(thread, record));
      }
      return run;
    }
  }

  private void hold(Held record) {
    if (held.size() < HELD_AT_MOST) {
      held.add(record);
    } else {
      notHeld.merge(record.thread().executionId(), 1, Integer::sum);
    }
  }

  private void publishRest(LogRecord record, long stepExecutionId) {
    if (theRest != null) {
      theRest.add(record, stepExecutionId);
    }
  }

  @Override
  public void flush() {
    // the run's own thread sends
  }

  @Override
  public void close() {
    runs.clear();
  }
}
