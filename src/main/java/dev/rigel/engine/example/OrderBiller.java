package dev.rigel.engine.example;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.inject.Inject;

/**
 * Bills an order. Two thirds of the way there is one without a price, if the run is to fail:
 * always, or in its first attempt only.
 */
public final class OrderBiller implements ItemProcessor {
  @Inject
  @BatchProperty(name = "orders")
  String orders;

  @Inject
  @BatchProperty(name = "ends")
  String ends;

  @Inject
  @BatchProperty(name = "attempt")
  String attempt;

  @Override
  public String processItem(Object order) {
    if (order.equals(Integer.parseInt(orders) * 2 / 3) && isToFail()) {
      throw new IllegalStateException("Order " + order + " has no price.");
    }
    return "bill of order " + order;
  }

  private boolean isToFail() {
    return ends.equals("badly") || ends.equals("badly at first") && attempt.equals("1");
  }
}
