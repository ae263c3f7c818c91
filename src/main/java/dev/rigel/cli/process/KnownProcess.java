package dev.rigel.cli.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that other processes can recognise: numbers are given again, so the time of its start
 * belongs to it.
 *
 * @param since when it was started; the epoch where the system does not tell
 */
record KnownProcess(long pid, Instant since) {
  /** Linux counts from the start of the machine, which it tells anew whenever a clock is set. */
  private static final Duration INACCURACY = Duration.ofSeconds(2);

  static KnownProcess of(ProcessHandle process) {
    return new KnownProcess(process.pid(), startOf(process));
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** The process, if it has not ended. */
  Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(this::isThis).filter(KnownProcess::works);
  }

  private boolean isThis(ProcessHandle process) {
    var apart = Duration.between(since, startOf(process)).abs();
    return apart.compareTo(INACCURACY) <= 0;
  }

  /** One that has ended counts as alive until somebody asks for its exit status, perhaps nobody. */
  private static boolean works(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
