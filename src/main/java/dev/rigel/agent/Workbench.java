package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * What an agent needs to start runs and to watch over them, wherever they come from.
 *
 * @param infrastructures what a run executes on
 * @param threads makes the thread of each run
 * @param grace how long what was asked to end may take
 */
record Workbench(
    ApiClient api,
    Function<Assignment, Infrastructure> infrastructures,
    OpenSteps openSteps,
    Stopping stopping,
    ThreadFactory threads,
    Duration grace) {

  /** No run in hand yet; what becomes of them is told in this way. */
  Submissions submissions(RunStates states) {
    return new Submissions(
        (run, place) -> new Submission(run, states, this, place), threads, grace);
  }
}
