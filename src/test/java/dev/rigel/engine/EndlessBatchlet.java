package dev.rigel.engine;

import jakarta.batch.api.Batchlet;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;

/** Waits until it is stopped. */
public class EndlessBatchlet implements Batchlet {
  private static final Logger LOG = Logger.getLogger("endless");

  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public String process() throws InterruptedException {
    stopped.await();
    return "STOPPED EARLY";
  }

  @Override
  public void stop() {
    LOG.info("told to stop");
    stopped.countDown();
  }
}
