package dev.rigel.engine.example;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** Writes bills into the log, and takes its time so that there is something to see. */
public final class BillWriter extends AbstractItemWriter {
  private static final Logger LOG = Logger.getLogger("rigel.example");

  @Inject
  @BatchProperty(name = "orders")
  String orders;

  /** That all orders take together. */
  @Inject
  @BatchProperty(name = "seconds")
  String seconds;

  @Override
  public void writeItems(List<Object> bills) throws InterruptedException {
    var millis = 1000L * Integer.parseInt(seconds) * bills.size() / Integer.parseInt(orders);
    TimeUnit.MILLISECONDS.sleep(millis);
    LOG.info(
        "Wrote %d bills, the last one: %s".formatted(bills.size(), bills.get(bills.size() - 1)));
  }
}
