package dev.rigel.agent;

import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.workqueue.GetRuns;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueuesApi;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks queues for runs, in order of priority and again and again, as agents of the reference do:
 * the way to a server that knows no agents. A server that is away is told of, and asked less often
 * until it is back.
 */
final class PollingSource implements WorkSource {
  private static final Logger LOG = System.getLogger("rigel.agent");

  /** Runs offered at once, as the reference; those already in hand come on top. */
  private static final int PAGE = 10;

  private static final int LARGEST_PAGE = 200;

  /** Short runs that end one after the other are no reason to ask more often. */
  private static final Duration LEAST_REST = Duration.ofMillis(500);

  private final UUID id = UUID.randomUUID();
  private final WorkQueuesApi api;
  private final Stopping stopping;
  private final WatchedQueues queues;
  private final PollFailures outages;
  private final Duration prefetch;
  private final Clock clock;
  private final Submissions submissions;
  private final Semaphore freed = new Semaphore(0);
  private final Places places;
  private final Set<UUID> paused = new HashSet<>();
  private boolean toldFull;

  /** Has asked nobody yet. */
  PollingSource(
      Workbench workbench, WatchedQueues queues, PollFailures outages, Intake intake, Clock clock) {
    this.api = workbench.api().workQueues();
    this.stopping = workbench.stopping();
    this.queues = queues;
    this.outages = outages;
    this.prefetch = intake.prefetch();
    this.clock = clock;
    this.places = new Places(intake.limit(), freed::release);
    this.submissions = workbench.submissions(new FlowRunStates(workbench.api(), id, stopping));
  }

  @Override
  public int serveOnce() throws InterruptedException {
    var succeeded = pass();
    submissions.awaitAll();
    return succeeded && !queues.isAnyRefused() ? 0 : 1;
  }

  @Override
  public int serve() throws InterruptedException {
    while (!stopping.isDraining()) {
      if (pass()) {
        restUntilWanted();
      } else {
        stopping.happensWithin(outages.untilNextPass());
      }
    }
    while (submissions.count() > 0 && !stopping.happensWithin(LEAST_REST)) {
      // they may end
    }
    return 0;
  }

  /** Until the next pass, or until a place is free that a run was refused. */
  private void restUntilWanted() throws InterruptedException {
    var rest = outages.untilNextPass();
    var least = rest.compareTo(LEAST_REST) < 0 ? rest : LEAST_REST;
    if (!stopping.happensWithin(least)) {
      freed.tryAcquire(rest.minus(least).toMillis(), TimeUnit.MILLISECONDS);
      freed.drainPermits();
    }
  }

  /** Asks every queue once; whether all went well. */
  private boolean pass() {
    outages.beginPass();
    places.beginPass();
    try {
      queues.refresh();
    } catch (RuntimeException | Error e) {
      outages.add("Failed to look up work queues", e);
    }
    var before = OffsetDateTime.now(clock).plus(prefetch);
    for (var queue : queues.known()) {
      if (!stopping.isDraining() && !outages.isServerAway() && !isPaused(queue)) {
        poll(queue, before);
      }
    }
    return outages.endPass();
  }

  private boolean isPaused(WorkQueueResponse queue) {
    if (!queue.isPaused()) {
      paused.remove(queue.id());
    } else if (paused.add(queue.id())) {
      LOG.log(Level.INFO, "Work queue ''{0}'' ({1}) is paused.", queue.name(), queue.id());
    }
    return queue.isPaused();
  }

  private void poll(WorkQueueResponse queue, OffsetDateTime before) {
    try {
      var limit = Math.min(PAGE + submissions.count(), LARGEST_PAGE);
      var offered = api.getRuns(queue.id(), new GetRuns(limit, before, id), null);
      outages.answered();
      offered.stream().filter(run -> !submissions.holds(run.id())).forEach(this::submit);
    } catch (RuntimeException | Error e) {
      if (e instanceof ApiException api && api.isNotFound()) {
        LOG.log(Level.ERROR, "Work queue ''{0}'' ({1}) not found.", queue.name(), queue.id());
        queues.forget(queue);
      } else {
        outages.add("Failed to poll work queue '" + queue.name() + "'", e);
      }
    }
  }

  private void submit(FlowRunResponse run) {
    if (places.take()) {
      LOG.log(Level.INFO, "Submitting flow run ''{0}''", run.id());
      submissions.submit(Assignment.found(run), places.held());
      toldFull = false;
    } else if (!toldFull) {
      LOG.log(Level.INFO, "Flow run limit reached; {0} flow runs in progress.", places.taken());
      toldFull = true;
    }
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public int inHand() {
    return submissions.count();
  }

  @Override
  public @Nullable Integer free() {
    return places.free();
  }

  @Override
  public void look() {
    freed.release();
  }

  @Override
  public void endAll() throws InterruptedException {
    submissions.endAll();
  }

  @Override
  public void killAll() {
    submissions.killAll();
  }
}
