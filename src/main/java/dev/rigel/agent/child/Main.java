package dev.rigel.agent.child;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.ClientSettings;
import dev.rigel.engine.LogCapture;
import dev.rigel.engine.RunLogs;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs one flow run in this JVM: the id comes as the first argument or as {@code
 * PREFECT__FLOW_RUN_ID}, the API from {@code PREFECT_API_URL} and {@code PREFECT_API_KEY}. Exit
 * status 0 when a final state was stored (a failed flow too) or the server wanted no more of the
 * run; 1 for a bad id or when something broke that is not the flow. SIGTERM stops the job and
 * reports it.
 */
public final class Main {
  /** Name of the variable that carries the flow run's id, with or without dashes. */
  public static final String FLOW_RUN_ID = "PREFECT__FLOW_RUN_ID";

  /** The agent kills earlier or later as it likes; this only keeps a stuck job from hanging on. */
  private static final long STOP_SECONDS = 60;

  private Main() {}

  /** Runs and ends the JVM. */
  public static void main(String[] args) {
    // before anything touches logging
    System.setProperty("java.util.logging.manager", RunLogManager.class.getName());
    System.setProperty("org.jboss.logging.provider", "jdk");
    var given = args.length > 0 ? args[0] : System.getenv(FLOW_RUN_ID);
    var flowRunId = flowRunId(given);
    if (flowRunId.isEmpty()) {
      System.err.println("no flow run id: '" + given + "'; expected in " + FLOW_RUN_ID);
      System.exit(1);
    }
    System.exit(run(flowRunId.get()));
  }

  /** A UUID with or without dashes. */
  static Optional<UUID> flowRunId(String text) {
    var hex = text == null ? "" : text.strip().replace("-", "");
    if (!hex.matches("[0-9a-fA-F]{32}")) {
      return Optional.empty();
    }
    return Optional.of(
        new UUID(
            Long.parseUnsignedLong(hex.substring(0, 16), 16),
            Long.parseUnsignedLong(hex.substring(16), 16)));
  }

  private static int run(UUID flowRunId) {
    try (var api = new ApiClient(ClientSettings.load())) {
      var logs = new RunLogs(Clock.systemUTC(), l -> ConsoleLogs.print(System.err, l));
      var capture = LogCapture.ofWholeProcess(logs);
      ConsoleLogs.direct(capture, ClientSettings.load().loggingLevel());
      return runToItsEnd(new ChildRun(flowRunId, api, logs, capture));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private static int runToItsEnd(ChildRun run) {
    var done = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run, done), "stop"));
    try {
      run.run();
      return 0;
    } catch (ApiException e) {
      System.err.println(e.getMessage());
      return 1;
    } catch (Throwable e) {
      e.printStackTrace();
      run.reportCrash(e);
      return 1;
    } finally {
      done.countDown();
    }
  }

  private static void stop(ChildRun run, CountDownLatch done) {
    run.stop();
    try {
      if (!done.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("the job did not stop in " + STOP_SECONDS + " s; its process ends now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
