package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_STOP;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.setting.Settings;
import java.io.PrintStream;
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
  private final AgentOptions options;
  private final Intake intake;
  private final PrintStream out;
  private final Stopping stopping;
  private final Workbench workbench;
  private final WorkSources sources;
  private final AgentHealth health;
  private final Probes probes;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean begun;
  private volatile @Nullable WorkSource source;

  /**
   * An agent that has not started.
   *
   * @param settings API, intervals; the options win
   * @param place where it is
   * @throws IllegalArgumentException if options or settings do not fit, with a text for the user
   */
  Agent(AgentOptions options, ClientSettings settings, Workplace place) {
    options.check();
    this.options = options;
    this.out = place.out();
    var chosen = options.apiUrl() == null ? settings : settings.withApiUrl(options.apiUrl());
    this.intake = Intake.of(options, chosen);
    var grace = chosen.get(AGENT_STOP);
    this.stopping = new Stopping(grace);
    var api = new ApiClient(chosen, place.transport());
    this.workbench =
        new Workbench(
            api,
            place.offer().of(api, chosen)::of,
            new OpenSteps(api, stopping),
            stopping,
            place.threads(),
            grace);
    this.sources = new WorkSources(options, chosen, workbench, out, place.clock());
    this.health =
        new AgentHealth(
            options, chosen, stopping, sources.pulse(), () -> Optional.ofNullable(source));
    this.probes = place.probes();
  }

  /** How it is. */
  AgentHealth health() {
    return health;
  }

  /**
   * Takes runs until it is told to stop, or once if the options say so.
   *
   * @return 0, or 1 if {@code runOnce} was asked for and the pass failed, or the server refuses a
   *     queue
   * @throws IllegalArgumentException if it cannot answer for its health as it is to, with a text
   *     for the user
   */
  public int run() {
    begun = true;
    Runnable unanswered = () -> {};
    try {
      unanswered = probes.answer(health);
      if (!options.hideWelcome()) {
        out.println(Banner.of(options, workbench.api().url(), intake.limit()));
      }
      return serve();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      unanswered.run();
      ended.countDown();
      out.println("Agent stopped!");
      out.flush();
    }
  }

  private int serve() throws InterruptedException {
    var found = sources.find();
    if (found.isEmpty()) {
      return options.runOnce() ? 1 : 0;
    }
    source = found.get();
    if (!options.runOnce()) {
      return source.serve();
    }
    var status = source.serveOnce();
    return options.areQueuesPossible() ? status : 1;
  }

  /** Lets it take no more runs, from any thread; {@link #run} returns when it has none. */
  public void drain() {
    stopping.drain();
    look();
  }

  /** Lets it take no more runs, and closes it when it has none, or after a time. */
  public void close(Duration drain) {
    drain();
    try {
      endsWithin(drain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /** Whether it takes no more runs. */
  boolean isDraining() {
    return stopping.isDraining();
  }

  /** Whether it ends what it has started. */
  boolean isStopping() {
    return stopping.isRequested();
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Waits for its end. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Kills at once what was asked to end. */
  void killAll() {
    var serving = source;
    if (serving != null) {
      serving.killAll();
    }
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
        endsWithin(workbench.grace().multipliedBy(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      workbench.api().close();
    }
  }
}
