package org.example.orders;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Writes the invoices of a chunk in the chunk's transaction: all of them are there, or none. */
@Named
@Dependent
public class Invoices extends AbstractItemWriter {
  @Inject OrderBook book;

  @Override
  public void writeItems(List<Object> items) throws Exception {
    book.bill(items.stream().map(Invoice.class::cast).toList());
  }
}
