package dev.rigel.engine.example;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.inject.Inject;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of orders, from 1 on; goes on behind the last one that was billed. */
public final class OrderReader extends AbstractItemReader {
  @Inject
  @BatchProperty(name = "orders")
  String orders;

  private int last;

  @Override
  public void open(@Nullable Serializable checkpoint) {
    last = checkpoint == null ? 0 : (Integer) checkpoint;
  }

  @Override
  public @Nullable Integer readItem() {
    return last >= Integer.parseInt(orders) ? null : ++last;
  }

  @Override
  public Serializable checkpointInfo() {
    return last;
  }
}
