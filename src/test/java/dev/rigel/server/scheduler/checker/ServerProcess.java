package dev.rigel.server.scheduler.checker;

import dev.rigel.chaos.Victim;
import dev.rigel.contract.json.Json;
import dev.rigel.server.harness.JpaProvider;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link CheckedServer} from outside: told things, killed, frozen, thawed. */
final class ServerProcess implements AutoCloseable {
  /** How far ahead runs are planted; no server is frozen for longer. */
  static final int HORIZON_SECONDS = 20;

  private final Process process;
  private final BufferedWriter orders;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Set<Integer> done;

  private ServerProcess(Process process, Set<Integer> done) {
    this.process = process;
    this.done = done;
    orders = process.outputWriter(StandardCharsets.UTF_8);
    var reader = new Thread(this::readAnswers, "answers of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one; the numbers of orders that it carried out are added to a set. */
  static ServerProcess start(
      String databaseUrl, JpaProvider provider, Duration ahead, Path log, Set<Integer> done)
      throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx160m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-DPREFECT_ORION_SERVICES_SCHEDULER_LOOP_SECONDS=1",
            "-DPREFECT_ORION_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME=" + HORIZON_SECONDS,
            "-cp",
            System.getProperty("java.class.path"),
            CheckedServer.class.getName(),
            databaseUrl,
            provider.name(),
            ahead.toString());
    var process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new ServerProcess(process, done);
  }

  /** A set for {@link #start}. */
  static Set<Integer> orderNumbers() {
    return ConcurrentHashMap.newKeySet();
  }

  private void readAnswers() {
    try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.equals("ready")) {
          ready.countDown();
        } else if (line.endsWith(" done")) {
          done.add(Integer.parseInt(line.substring(0, line.indexOf(' '))));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // it was killed; what it did not answer is not known
    }
  }

  /** Waits until it serves. */
  boolean isReadyWithin(Duration time) throws InterruptedException {
    return ready.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean isReady() {
    return ready.getCount() == 0 && process.isAlive();
  }

  /** What becomes of it cannot be known before it is answered. */
  void tell(Order order) {
    try {
      orders.write(Json.mapper().writeValueAsString(order));
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      // it was killed
    }
  }

  /** For harm that does not end it. */
  Victim victim() {
    return new Victim(process.toHandle());
  }

  /** As {@code kill -9} does it. */
  @Override
  public void close() {
    victim().kill();
  }
}
