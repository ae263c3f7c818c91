package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_HEARTBEAT;
import static dev.rigel.contract.setting.Settings.AGENT_LIMIT;
import static dev.rigel.contract.setting.Settings.AGENT_PREFETCH;
import static dev.rigel.contract.setting.Settings.AGENT_QUERY_INTERVAL;
import static dev.rigel.contract.setting.Settings.AGENT_STOP;
import static dev.rigel.contract.setting.Settings.LOGGING_LEVEL;

import dev.rigel.agent.child.JvmExit;
import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.agent.AgentCreate;
import dev.rigel.contract.agent.AgentCreateBuilder;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.setting.Settings;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An agent: gets runs from its queues and hands each to a {@link Submission}. A server that knows
 * agents gives it runs and orders ({@link ExchangeSource}); any other it asks ({@link
 * PollingSource}). It holds no state that matters: what it knows, it was told. A server that is
 * away does not end it; it says so, asks less often, and goes on when the server is back.
 */
public final class Agent implements AutoCloseable {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private final AgentOptions options;
  private final ClientSettings settings;
  private final PrintStream out;
  private final Clock clock;
  private final Duration prefetch;
  private final int limit;
  private final Stopping stopping;
  private final Workbench workbench;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean begun;
  private volatile @Nullable WorkSource source;

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
    this.settings = options.apiUrl() == null ? settings : settings.withApiUrl(options.apiUrl());
    this.prefetch =
        Optional.ofNullable(options.prefetch())
            .filter(time -> !time.isZero())
            .orElse(this.settings.get(AGENT_PREFETCH));
    this.limit =
        options.limit() == null
            ? this.settings.find(AGENT_LIMIT).orElse(usualLimit())
            : options.limit();
    var grace = this.settings.get(AGENT_STOP);
    this.stopping = new Stopping(grace);
    var api = new ApiClient(this.settings);
    var infrastructures = new Infrastructures(api, this.settings, host());
    this.workbench =
        new Workbench(api, infrastructures::of, new OpenSteps(api, stopping), stopping, grace);
  }

  /**
   * Runs an agent in this JVM until it is done, or the JVM is told to end (SIGTERM, Ctrl-C): then
   * it takes no more runs, those in hand may end within the options' time, and what is left is
   * stopped. A further signal stops it, and the next one kills what does not end when asked.
   * Directs the JVM's logging to stderr.
   *
   * @return the exit status: 0, or 1 if {@code runOnce} was asked for and the pass failed, or the
   *     server refuses a queue
   * @throws IllegalArgumentException as the constructor
   */
  public static int start(AgentOptions options, ClientSettings settings) {
    ConsoleLog.direct(settings.get(LOGGING_LEVEL));
    try (var agent = new Agent(options, settings, System.out, Clock.systemUTC())) {
      Runtime.getRuntime().addShutdownHook(new Thread(agent::jvmEnds, "stop"));
      EndSignals.tell(agent::toldToEnd);
      return agent.run();
    }
  }

  /**
   * Takes runs until it is told to stop, or once if the options say so.
   *
   * @return 0, or 1 if {@code runOnce} was asked for and the pass failed, or the server refuses a
   *     queue
   */
  public int run() {
    begun = true;
    if (!options.hideWelcome()) {
      out.println(Banner.of(options, workbench.api().url(), limit));
    }
    try {
      return serve();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      ended.countDown();
      out.println("Agent stopped!");
      out.flush();
    }
  }

  private int serve() throws InterruptedException {
    var found = source();
    if (found.isEmpty()) {
      return options.runOnce() ? 1 : 0;
    }
    source = found.get();
    if (!options.runOnce()) {
      return source.serve();
    }
    var status = source.serveOnce();
    return options.queues().stream().allMatch(this::isGood) ? status : 1;
  }

  /** Where runs come from; empty if the server does not tell before the agent ends. */
  private Optional<WorkSource> source() throws InterruptedException {
    if (!options.tags().isEmpty() || !isAnyNameGood()) {
      return Optional.of(polling());
    }
    var failures = failures("The server answers again.");
    var outage = new Outage(failures, stopping);
    var queues = watched();
    while (!stopping.isDraining()) {
      try {
        queues.refresh(); // tells of those that it creates, and of those that are refused
        return Optional.of(exchanging(Registration.of(workbench.api(), registered()), outage));
      } catch (Registration.NotOffered e) {
        LOG.log(
            Level.INFO,
            "The server at {0} knows no agents: this one asks its queues for runs.",
            workbench.api().url());
        return Optional.of(polling());
      } catch (ApiException e) {
        if (options.runOnce()) {
          outage.tell("Failed to register", e);
          return Optional.empty();
        }
        if (outage.endsAfter("Failed to register", e)) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private PollFailures failures(String recovered) {
    return new PollFailures(settings.get(AGENT_QUERY_INTERVAL), out, recovered);
  }

  private WatchedQueues watched() {
    return new WatchedQueues(options, workbench.api().workQueues(), clock);
  }

  private WorkSource polling() {
    return new PollingSource(
        workbench,
        watched(),
        failures("All work queues can be polled again."),
        limit,
        prefetch,
        clock);
  }

  private WorkSource exchanging(Registration registration, Outage outage) {
    outage.isOver();
    LOG.log(Level.INFO, "Registered as agent {0}.", registration.id());
    return new ExchangeSource(
        workbench, registration, outage, limit, prefetch, settings.get(AGENT_HEARTBEAT));
  }

  /** Who polls says what is wrong with names, and goes on saying it. */
  private boolean isAnyNameGood() {
    return !options.prefixes().isEmpty() || options.queues().stream().anyMatch(this::isGood);
  }

  private boolean isGood(String queue) {
    return Names.problem(queue).isEmpty();
  }

  private AgentCreate registered() {
    var pid = ProcessHandle.current().pid();
    return AgentCreateBuilder.builder()
        .name(options.name() == null ? host() + "-" + pid : options.name())
        .host(host())
        .pid((int) pid)
        .version(Agent.class.getPackage().getImplementationVersion())
        .labels(options.labels())
        .queues(options.queues().stream().filter(this::isGood).toList())
        .prefixes(options.prefixes())
        .limit(limit == 0 ? null : limit)
        .build();
  }

  /** By a batch job in this JVM that has called System.exit, or by a signal that nobody handles. */
  private void jvmEnds() {
    if (ended.getCount() > 0) {
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

  /** By a signal. */
  private void toldToEnd() {
    var serving = source;
    if (stopping.isRequested() && serving != null) {
      serving.killAll();
      return;
    }
    var time = options.drain() == null ? Duration.ZERO : options.drain();
    if (time.isZero() || stopping.isDraining()) {
      close();
      return;
    }
    LOG.log(
        Level.INFO,
        "No more flow runs are taken; those in progress may end within {0} s. A second signal stops"
            + " them.",
        time.toSeconds());
    drain();
    new Thread(() -> closeAfter(time), "drain").start();
  }

  private void closeAfter(Duration time) {
    try {
      if (!ended.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets it take no more runs, from any thread; {@link #run} returns when it has none. */
  public void drain() {
    stopping.drain();
    look();
  }

  private void look() {
    var serving = source;
    if (serving != null) {
      serving.look();
    }
  }

  /**
   * Stops it, and what it started: processes are asked to end, and killed after {@link
   * Settings#AGENT_STOP}; their runs are reported. Returns when that is done.
   */
  @Override
  public synchronized void close() {
    stopping.request();
    look();
    try {
      var serving = source;
      if (serving != null) {
        serving.endAll();
      }
      if (begun) {
        var left = workbench.grace().multipliedBy(2);
        ended.await(left.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      workbench.api().close();
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
