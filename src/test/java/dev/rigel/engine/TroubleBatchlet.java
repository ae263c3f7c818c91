package dev.rigel.engine;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.Batchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** Does what no job should do; which of it is a property. */
public class TroubleBatchlet implements Batchlet {
  /** A text that no database stores: U+0000 and half a surrogate pair. */
  public static final String BAD_TEXT = "bad record: AB\0CD \uD83C";

  /** Before the path of a file: logs, waits for it and logs again. */
  public static final String WAIT_FOR = "wait for ";

  private static final Logger LOG = Logger.getLogger("trouble");
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  @Inject @BatchProperty String what;
  @Inject JobContext job;

  @Override
  public String process() throws Exception {
    switch (what) {
      case "bad text" -> throw new IllegalStateException(BAD_TEXT);
      case "long text" -> throw new IllegalStateException("x".repeat(32_000_000));
      case "no text" -> throw new Mute();
      case "causes" ->
          throw new IllegalStateException("no report", new IllegalArgumentException("no file"));
      case "exit the JVM" -> System.exit(0);
      case "halt the JVM" -> Runtime.getRuntime().halt(0);
      case "ignore stop", "block stop" ->
          NEVER.await(2, TimeUnit.MINUTES); // servers wait for their threads
      case "bad exit status" -> {
        return "a\0b";
      }
      case "empty exit status" -> {
        return "";
      }
      case "exit status of the job" -> job.setExitStatus("CHECKED, TWO FILES");
      default -> {
        if (what.startsWith(WAIT_FOR)) {
          waitFor(Path.of(what.substring(WAIT_FOR.length())));
        }
        return what;
      }
    }
    return null;
  }

  private static void waitFor(Path file) throws InterruptedException {
    LOG.info("waits for a file");
    while (!Files.exists(file)) {
      Thread.sleep(20);
    }
    LOG.info("has seen the file");
  }

  /** Says nothing of itself. */
  static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      return null;
    }
  }

  @Override
  public void stop() throws InterruptedException {
    if (what.equals("block stop")) {
      NEVER.await(2, TimeUnit.MINUTES);
    }
  }
}
