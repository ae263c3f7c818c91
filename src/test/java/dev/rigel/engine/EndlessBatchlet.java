package dev.rigel.engine;

import jakarta.batch.api.Batchlet;
import java.util.concurrent.CountDownLatch;

/** Waits until it is stopped. */
public class EndlessBatchlet implements Batchlet {
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public String process() throws InterruptedException {
    stopped.await();
    return "STOPPED EARLY";
  }

  @Override
  public void stop() {
    stopped.countDown();
  }
}
