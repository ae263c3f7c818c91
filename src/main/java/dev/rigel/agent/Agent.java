package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_LIMIT;
import static dev.rigel.contract.setting.Settings.AGENT_PREFETCH;
import static dev.rigel.contract.setting.Settings.AGENT_QUERY_INTERVAL;
import static dev.rigel.contract.setting.Settings.AGENT_STOP;
import static dev.rigel.contract.setting.Settings.LOGGING_LEVEL;

import dev.rigel.agent.child.JvmExit;
import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.setting.Settings;
import dev.rigel.contract.workqueue.GetRuns;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * An agent: looks for work in its queues, in order of priority, and hands every run it is offered
 * to a {@link Submission}. It holds no state that matters: what it knows, it asked. A server that
 * is away does not end it; it says so, asks less often, and goes on when the server is back.
 */
public final class Agent implements AutoCloseable {
  private static final Logger LOG = System.getLogger("rigel.agent");

  /** Runs offered at once, as the reference; those already in hand come on top. */
  private static final int PAGE = 10;

  private static final int LARGEST_PAGE = 200;

  /** Short runs that end one after the other are no reason to ask more often. */
  private static final Duration LEAST_REST = Duration.ofMillis(500);

  private final UUID id = UUID.randomUUID();
  private final AgentOptions options;
  private final ApiClient api;
  private final PrintStream out;
  private final Clock clock;
  private final Duration prefetch;
  private final Stopping stopping;
  private final WatchedQueues queues;
  private final Submissions submissions;
  private final PollFailures outages;
  private final Duration grace;
  private final Set<UUID> paused = new HashSet<>();
  private volatile boolean ended;
  private final int limit;
  private final Places places;
  private final Semaphore freed = new Semaphore(0);
  private boolean toldFull;

  /**
   * An agent that has not started.
   *
   * @param settings API, intervals; the options win
   * @param out where the banner goes
   * @throws IllegalArgumentException if options or settings do not fit, with a text for the user
   */
  public Agent(AgentOptions options, ClientSettings settings, PrintStream out, Clock clock) {
    options.check();
    this.options = options;
    this.out = out;
    this.clock = clock;
    var used = options.apiUrl() == null ? settings : settings.withApiUrl(options.apiUrl());
    this.api = new ApiClient(used);
    this.prefetch =
        Optional.ofNullable(options.prefetch())
            .filter(time -> !time.isZero())
            .orElse(used.get(AGENT_PREFETCH));
    this.grace = used.get(AGENT_STOP);
    this.stopping = new Stopping(grace);
    this.limit =
        options.limit() == null ? used.find(AGENT_LIMIT).orElse(usualLimit()) : options.limit();
    this.places = new Places(limit, freed::release);
    this.queues = new WatchedQueues(options, api.workQueues(), clock);
    this.outages = new PollFailures(used.get(AGENT_QUERY_INTERVAL), out);
    var states = new FlowRunStates(api, id, stopping);
    var infrastructures = new Infrastructures(api, used, host());
    var openSteps = new OpenSteps(api, stopping);
    this.submissions =
        new Submissions(
            (run, place) ->
                new Submission(run, states, infrastructures::of, openSteps, stopping, place));
  }

  /**
   * Runs an agent in this JVM until it is done, or the JVM is told to end (SIGTERM, Ctrl-C), which
   * stops what it started. Directs the JVM's logging to stderr.
   *
   * @return the exit status: 0, or 1 if {@code runOnce} was asked for and the pass failed, or the
   *     server refuses a queue
   * @throws IllegalArgumentException as the constructor
   */
  public static int start(AgentOptions options, ClientSettings settings) {
    ConsoleLog.direct(settings.get(LOGGING_LEVEL));
    try (var agent = new Agent(options, settings, System.out, Clock.systemUTC())) {
      var hook = new Thread(agent::jvmEnds, "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      return agent.run();
    }
  }

  /**
   * Polls until it is told to stop, or once if the options say so.
   *
   * @return 0, or 1 if {@code runOnce} was asked for and the pass failed, or the server refuses a
   *     queue
   */
  public int run() {
    if (!options.hideWelcome()) {
      out.println(Banner.of(options, api.url(), limit));
    }
    try {
      return options.runOnce() ? runOnce() : runForever();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      ended = true;
      out.println("Agent stopped!");
      out.flush();
    }
  }

  private int runOnce() throws InterruptedException {
    var succeeded = pass();
    submissions.awaitAll();
    return succeeded && !queues.isAnyRefused() ? 0 : 1;
  }

  private int runForever() throws InterruptedException {
    boolean ends;
    do {
      ends = pass() ? restsUntilWanted() : stopping.happensWithin(outages.untilNextPass());
    } while (!ends);
    return 0;
  }

  /** Until the next pass, or until a place is free that a run was refused; whether to stop. */
  private boolean restsUntilWanted() throws InterruptedException {
    var rest = outages.untilNextPass();
    var least = rest.compareTo(LEAST_REST) < 0 ? rest : LEAST_REST;
    if (stopping.happensWithin(least)) {
      return true;
    }
    freed.tryAcquire(rest.minus(least).toMillis(), TimeUnit.MILLISECONDS);
    freed.drainPermits();
    return stopping.isRequested();
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
      if (!stopping.isRequested() && !outages.isServerAway() && !isPaused(queue)) {
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
      api.workQueues().getRuns(queue.id(), new GetRuns(limit, before, id), null).stream()
          .filter(run -> !submissions.holds(run.id()))
          .forEach(this::submit);
    } catch (RuntimeException | Error e) {
      if (e instanceof ApiException api && api.isNotFound()) {
        LOG.log(Level.ERROR, "Work queue ''{0}'' ({1}) not found.", queue.name(), queue.id());
        queues.forget(queue);
      } else {
        outages.add("Failed to poll work queue '" + queue.name() + "'", e);
      }
    }
  }

  /** By a signal; by its own end; or because a batch job in this JVM has called System.exit. */
  private void jvmEnds() {
    if (!ended) {
      JvmExit.place()
          .ifPresent(
              place ->
                  LOG.log(
                      Level.ERROR,
                      "A batch job in this agent''s JVM (runtime: agent) ended the agent:"
                          + " System.exit was called at {0}. Such a job needs runtime: process.",
                      place));
    }
    close();
  }

  private void submit(FlowRunResponse run) {
    if (places.take()) {
      LOG.log(Level.INFO, "Submitting flow run ''{0}''", run.id());
      submissions.submit(run, places.held());
      toldFull = false;
    } else if (!toldFull) {
      LOG.log(Level.INFO, "Flow run limit reached; {0} flow runs in progress.", places.taken());
      toldFull = true;
    }
  }

  /** Asks it to stop, from any thread; {@link #run} returns soon. */
  public void stop() {
    stopping.request();
    freed.release();
  }

  /**
   * Stops it, and what it started: processes are asked to end, and killed after {@link
   * Settings#AGENT_STOP}; their runs are reported. Returns when that is done.
   */
  @Override
  public synchronized void close() {
    stop();
    try {
      submissions.endAll(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      api.close();
    }
  }

  private static int usualLimit() {
    return Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a machine that does not know its own name
    }
  }
}
