package dev.rigel.engine;

import jakarta.batch.runtime.BatchRuntime;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/** Jobs that are part of an application, in the batch runtime of its server. */
public final class ServerJobs {
  /** Each look reads the batch repository, which may be a database. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private ServerJobs() {}

  /**
   * Where they run; made and used in threads with the application's context.
   *
   * @param starter a bean of the application
   * @param capture attached to the server's loggers
   * @param threads the server's
   */
  public static JobRuntime runtime(
      JobStarter starter, LogCapture capture, ThreadFactory threads, StopDeadline deadline) {
    var operator = BatchRuntime.getJobOperator();
    return new JobRuntime(
        journal -> new OwnRepository(operator, journal),
        starter,
        capture,
        work -> threads.newThread(work).start(),
        LOOK_EVERY,
        deadline);
  }
}
