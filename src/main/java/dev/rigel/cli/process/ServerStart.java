package dev.rigel.cli.process;

import dev.rigel.cli.process.ServerProcess.Address;
import dev.rigel.cli.process.ServerProcess.Progress;
import dev.rigel.cli.terminal.Failure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server that starts, until it is ready, or says why it never will be. */
final class ServerStart {
  /** Payara Micro needs about ten seconds; a busy machine several times that. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  /** The last that Payara Micro says when it starts, whatever became of the application. */
  static final String BOOTED = " ready in ";

  /** What a line with the reason begins with; {@code server.platform.StartFailure} writes it. */
  private static final String CANNOT_START = "Rigel cannot start: ";

  private final Address address;
  private final ServerDirectory directory;
  private final Process process;

  ServerStart(Address address, ServerDirectory directory, Process process) {
    this.address = address;
    this.directory = directory;
    this.process = process;
  }

  /**
   * Waits until the server answers.
   *
   * @param progress is told again and again how long it has taken
   * @throws Failure if the server ends instead, cannot start Rigel, or takes too long
   */
  void awaitReady(Progress progress) {
    var begin = System.nanoTime();
    while (true) {
      var booted = logSays(BOOTED);
      var status = Health.of(address.api(), ANSWER_LIMIT);
      if (status == Health.HEALTHY) {
        return;
      }
      if (booted && status != Health.NO_ANSWER) {
        throw new Failure(whyNotDeployed());
      }
      var taken = Duration.ofNanos(System.nanoTime() - begin);
      if (taken.compareTo(LIMIT) > 0) {
        throw new Failure(
            "The server is not ready after %d s; see %s"
                .formatted(taken.toSeconds(), directory.log()));
      }
      progress.waited(taken);
      demandPort();
      if (hasEndedWithin(BETWEEN_LOOKS)) {
        throw new Failure("The server ended before it was ready; see " + directory.whatItSaid());
      }
    }
  }

  private boolean hasEndedWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Payara Micro stays up without the application; what Rigel said last is why. */
  private String whyNotDeployed() {
    return directory
        .readLog()
        .lines()
        .filter(line -> line.contains(CANNOT_START))
        .map(line -> line.substring(line.indexOf(CANNOT_START)))
        .reduce((earlier, last) -> last)
        .map(why -> "%s%nThe log is %s".formatted(why, directory.log()))
        .orElseGet(() -> "The server could not deploy Rigel; see " + directory.log());
  }

  /** The port is opened last, when somebody else may have taken it. */
  private void demandPort() {
    if (logSays("create-network-listener failed")) {
      throw new Failure(
          "The server cannot listen on port %d of %s; see %s"
              .formatted(address.port(), address.host(), directory.log()));
    }
  }

  private boolean logSays(String words) {
    return directory.readLog().contains(words);
  }
}
