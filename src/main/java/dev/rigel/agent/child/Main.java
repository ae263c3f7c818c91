package dev.rigel.agent.child;

import static dev.rigel.contract.setting.Settings.JOB_STOP;
import static dev.rigel.contract.setting.Settings.LOGGING_LEVEL;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.ClientSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.client.Profiles;
import dev.rigel.contract.json.Scalars;
import dev.rigel.contract.setting.Settings;
import dev.rigel.engine.FlowRunExecution.Ending;
import dev.rigel.engine.LogCapture;
import dev.rigel.engine.RunLogs;
import dev.rigel.engine.StopDeadline;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs one flow run in this JVM: the id comes as the first argument or as {@code
 * PREFECT__FLOW_RUN_ID}, the API from {@code PREFECT_API_URL} and {@code PREFECT_API_KEY}. Exit
 * status 0 when a final state was stored (a failed flow too) or the server wanted no more of the
 * run; 1 for a bad id, a job that was given up, or when something broke that is not the flow. What
 * has been reported is also told by an {@link EndMark}. SIGTERM stops the job and reports it. A job
 * that ends the JVM, or does not stop in time ({@link Settings#JOB_STOP}), is reported crashed.
 */
public final class Main {
  /** Name of the variable that carries the flow run's id, with or without dashes. */
  public static final String FLOW_RUN_ID = "PREFECT__FLOW_RUN_ID";

  /** For the last report when the JVM ends; what is not told by then, the agent tells. */
  private static final Duration LAST_REPORT = Duration.ofSeconds(10);

  /** For shutdown hooks of the job's, once all is reported. */
  private static final Duration HOOKS = Duration.ofSeconds(10);

  private Main() {}

  /** Runs and ends the JVM. */
  public static void main(String[] args) {
    // before anything touches logging
    System.setProperty("java.util.logging.manager", RunLogManager.class.getName());
    System.setProperty("org.jboss.logging.provider", "jdk");
    var given = args.length > 0 ? args[0] : System.getenv(FLOW_RUN_ID);
    var flowRunId = Optional.ofNullable(given).flatMap(Scalars::findUuid);
    if (flowRunId.isEmpty()) {
      System.err.println("no flow run id: '" + given + "'; expected in " + FLOW_RUN_ID);
      System.exit(1);
    }
    exit(run(flowRunId.get()));
  }

  /** Ends the JVM, also when a shutdown hook of the job's does not end. */
  private static void exit(int status) {
    var halt =
        new Thread(
            () -> {
              try {
                TimeUnit.NANOSECONDS.sleep(HOOKS.toNanos());
              } catch (InterruptedException e) {
                // then now
              }
              Runtime.getRuntime().halt(status);
            },
            "halt");
    halt.setDaemon(true);
    halt.start();
    System.exit(status);
  }

  private static int run(UUID flowRunId) {
    try {
      return run(flowRunId, Profiles.settings());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private static int run(UUID flowRunId, ClientSettings settings) {
    var deadline = new StopDeadline(settings.get(JOB_STOP), "its process is ended");
    try (var api = new ApiClient(settings, new MicroProfileTransport())) {
      var logs = new RunLogs(Clock.systemUTC(), Main::print);
      var capture = LogCapture.ofWholeProcess(logs);
      ConsoleLogs.direct(capture, settings.get(LOGGING_LEVEL));
      return runToItsEnd(new ChildRun(flowRunId, api, logs, capture, deadline), deadline.time());
    }
  }

  private static int runToItsEnd(ChildRun run, Duration stopTime) {
    var done = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run, done, stopTime), "stop"));
    try {
      var ending = run.run();
      EndMark.set(ending);
      return ending == Ending.GIVEN_UP ? 1 : 0;
    } catch (ApiException e) {
      System.err.println(e.getMessage());
      return 1;
    } catch (Throwable e) {
      e.printStackTrace();
      reportCrash(run, e);
      return 1;
    } finally {
      done.countDown();
    }
  }

  /** Where that fails, the agent sees no mark and reports the crash itself. */
  private static void reportCrash(ChildRun run, Throwable crash) {
    try {
      run.reportCrash(crash);
      EndMark.set(Ending.GIVEN_UP);
    } catch (RuntimeException e) {
      System.err.println("The crash was not reported: " + e.getMessage());
    }
  }

  /** The JVM ends: by a signal, or because the job ended it; or all is done. */
  private static void stop(ChildRun run, CountDownLatch done, Duration stopTime) {
    if (done.getCount() == 0) {
      return;
    }
    var exit = JvmExit.place();
    if (exit.isEmpty()) {
      run.stop();
      await(done, stopTime.plus(LAST_REPORT));
    } else if (run.giveUp("The job ended its JVM: System.exit was called at " + exit.get() + ".")) {
      await(done, LAST_REPORT);
    }
  }

  private static void await(CountDownLatch done, Duration atMost) {
    try {
      if (!done.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        System.err.println(
            "no end was reported in " + atMost.toSeconds() + " s; the process ends now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void print(RunLogs.Line line) {
    System.err.println(LogLine.of(line.time(), line.level(), line.logger(), line.message()));
  }
}
