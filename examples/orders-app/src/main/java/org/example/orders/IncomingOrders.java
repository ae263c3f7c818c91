package org.example.orders;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.LocalDate;

/** Takes the orders of a day; a second time none of them comes twice. */
@Named
@Dependent
public class IncomingOrders extends AbstractBatchlet {
  private static final Logger LOG = System.getLogger("orders");

  @Inject @BatchProperty String day;
  @Inject @BatchProperty String count;
  @Inject OrderBook book;

  @Override
  public String process() throws Exception {
    var date = day == null || day.isBlank() ? LocalDate.now() : LocalDate.parse(day);
    book.open();
    book.receive(date, Integer.parseInt(count));
    LOG.log(Level.INFO, "{0} orders of {1} are in the book", count, date);
    return null;
  }
}
