package org.example.orders;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the orders that have no invoice. Its checkpoint is the last one read; but the invoices
 * themselves, which are written in the transaction of their chunk, already say what is left to do.
 */
@Named
@Dependent
public class OpenOrders extends AbstractItemReader {
  private static final int AT_A_TIME = 500;

  @Inject OrderBook book;

  private final Deque<Order> next = new ArrayDeque<>();
  private long last;

  @Override
  public void open(Serializable checkpoint) {
    last = checkpoint == null ? 0 : (Long) checkpoint;
  }

  @Override
  public Order readItem() throws Exception {
    if (next.isEmpty()) {
      next.addAll(book.open(last, AT_A_TIME));
    }
    var order = next.poll();
    if (order != null) {
      last = order.id();
    }
    return order;
  }

  @Override
  public Serializable checkpointInfo() {
    return last;
  }
}
