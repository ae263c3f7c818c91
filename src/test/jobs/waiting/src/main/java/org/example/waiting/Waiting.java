package org.example.waiting;

import jakarta.batch.api.AbstractBatchlet;
import java.util.concurrent.CountDownLatch;

/** Waits until it is stopped, for tests that stop or kill the process around it. */
public class Waiting extends AbstractBatchlet {
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public String process() throws InterruptedException {
    stopped.await();
    return "stopped";
  }

  @Override
  public void stop() {
    stopped.countDown();
  }
}
