package dev.rigel.engine;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/** The artifacts of the job engine-numbers, and the knobs that its tests turn. */
final class NumbersJob {
  /** Numbers that the processor refuses; they are skipped. */
  static final Set<Integer> UNLUCKY = ConcurrentHashMap.newKeySet();

  /** Numbers that fail the step, each once. */
  static final Set<Integer> FATAL_ONCE = ConcurrentHashMap.newKeySet();

  /** What has been written, over all attempts. */
  static final List<Object> WRITTEN = new ArrayList<>();

  private static final Logger LOG = Logger.getLogger("numbers");

  private NumbersJob() {}

  static void reset() {
    UNLUCKY.clear();
    FATAL_ONCE.clear();
    WRITTEN.clear();
  }

  /** Skippable. */
  public static class Unlucky extends Exception {
    private static final long serialVersionUID = 1L;
  }

  public static class Reader extends AbstractItemReader {
    // a text, as jbatch converts nothing
    @Inject @BatchProperty String limit;
    private int last;

    @Override
    public void open(Serializable checkpoint) {
      last = checkpoint == null ? 0 : (Integer) checkpoint;
    }

    @Override
    public Object readItem() {
      return last == Integer.parseInt(limit) ? null : ++last;
    }

    @Override
    public Serializable checkpointInfo() {
      return last;
    }
  }

  public static class Processor implements ItemProcessor {
    @Override
    public Object processItem(Object item) throws Exception {
      if (UNLUCKY.contains(item)) {
        LOG.warning("number " + item + " is unlucky");
        throw new Unlucky();
      }
      if (FATAL_ONCE.remove(item)) {
        throw new IllegalStateException("number " + item + " is fatal");
      }
      return item;
    }
  }

  public static class Writer extends AbstractItemWriter {
    @Override
    public void writeItems(List<Object> items) {
      WRITTEN.addAll(items);
    }
  }

  public static class Finish extends AbstractBatchlet {
    private static final System.Logger LOG = System.getLogger("finish");

    @Override
    public String process() {
      LOG.log(System.Logger.Level.INFO, "wrote {0} numbers", WRITTEN.size());
      return "DONE";
    }
  }
}
