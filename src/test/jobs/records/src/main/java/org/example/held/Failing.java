package org.example.held;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.listener.AbstractItemWriteListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Fails after a chunk was written: the first attempt at a number, the second at twice that, and so on. */
@Named
@Dependent
public class Failing extends AbstractItemWriteListener {
  @Inject @BatchProperty String attempt;
  @Inject @BatchProperty String at;
  @Inject @BatchProperty String attempts;

  @Override
  public void afterWrite(List<Object> items) {
    var number = Integer.parseInt(attempt);
    if (number <= Integer.parseInt(attempts) && items.contains(number * Long.parseLong(at))) {
      throw new IllegalStateException("attempt " + number + " fails");
    }
  }
}
