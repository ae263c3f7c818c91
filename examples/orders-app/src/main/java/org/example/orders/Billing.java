package org.example.orders;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Asks the application's service what an order costs. */
@Named
@Dependent
public class Billing implements ItemProcessor {
  @Inject Prices prices;

  @Override
  public Invoice processItem(Object item) {
    var order = (Order) item;
    return new Invoice(order.id(), prices.due(order));
  }
}
