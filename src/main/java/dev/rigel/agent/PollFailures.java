package dev.rigel.agent;

import dev.rigel.client.ApiException;
import dev.rigel.client.Patience;
import dev.rigel.contract.state.Reason;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What goes wrong when the agent asks for work. Says each thing once as long as it lasts, tells the
 * operator after three failed passes in a row, and stretches the time between passes up to {@link
 * #LONGEST_PAUSE} while they fail.
 */
final class PollFailures {
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final int WORTH_TELLING = 3;

  private final Duration interval;
  private final PrintStream out;
  private final String recovered;
  private final Set<String> told = new LinkedHashSet<>();
  private int failedPasses;
  private final Pulse pulse;
  private boolean passFailed;
  private boolean passAnswered;
  private boolean serverAway;

  /**
   * Nothing is wrong yet.
   *
   * @param interval between passes
   * @param out where the operator looks
   * @param recovered what is said when it is over
   * @param pulse told whether the server answers
   */
  PollFailures(Duration interval, PrintStream out, String recovered, Pulse pulse) {
    this.pulse = pulse;
    this.recovered = recovered;
    this.interval = interval;
    this.out = out;
  }

  void beginPass() {
    passFailed = false;
    passAnswered = false;
    serverAway = false;
  }

  /** Something went wrong in this pass, on the server's side or on this one. */
  void add(String what, Throwable why) {
    passFailed = true;
    var error = what + ": " + (why instanceof ApiException ? why.getMessage() : Reason.of(why));
    if (why instanceof ApiException api && api.isUnreachable()) {
      serverAway = true;
      error = api.getMessage(); // each queue would say the same
    }
    if (told.add(error)) {
      LOG.log(Level.ERROR, error);
      LOG.log(Level.DEBUG, what, why);
    }
  }

  /** The server has answered in this pass, whatever else goes wrong. */
  void answered() {
    passAnswered = true;
  }

  /** Whether this pass found that there is no server to talk to. */
  boolean isServerAway() {
    return serverAway;
  }

  /** Whether nothing went wrong in this pass. */
  boolean endPass() {
    if (passFailed && !passAnswered) {
      pulse.miss();
    } else {
      pulse.beat();
    }
    if (!passFailed) {
      if (failedPasses > 0) {
        LOG.log(Level.INFO, recovered);
      }
      told.clear();
      failedPasses = 0;
      return true;
    }
    failedPasses++;
    if (failedPasses == WORTH_TELLING) {
      out.println(
          "Failed the last 3 attempts.  Please check your environment and configuration.\n"
              + "Examples of recent errors:");
      told.forEach(out::println);
    }
    return false;
  }

  /** The interval, doubled with every failed pass from the third on. */
  Duration untilNextPass() {
    return Patience.doubled(interval, LONGEST_PAUSE, failedPasses - WORTH_TELLING + 1);
  }
}
