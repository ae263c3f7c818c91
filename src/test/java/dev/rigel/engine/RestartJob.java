package dev.rigel.engine;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.batch.runtime.context.StepContext;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** The artifacts of the jobs that are restarted, and where their processes freeze. */
final class RestartJob {
  /** What was written, in all processes. */
  static final List<Object> WRITTEN = new CopyOnWriteArrayList<>();

  /** The steps that ran as batchlets, with the attempt, in order. */
  static final List<String> RAN = new CopyOnWriteArrayList<>();

  /** Numbers whose chunks are not written: a thread freezes before each, once. */
  static final Set<Object> FREEZES_AT = ConcurrentHashMap.newKeySet();

  /** All of them are frozen. */
  static volatile CountDownLatch frozen;

  /** Lets the first process go on. */
  static volatile CountDownLatch wakes;

  private RestartJob() {}

  static void reset() {
    WRITTEN.clear();
    RAN.clear();
    FREEZES_AT.clear();
    frozen = new CountDownLatch(1);
    wakes = new CountDownLatch(1);
  }

  /** Reads the numbers from one to another. */
  public static class Reader extends AbstractItemReader {
    @Inject @BatchProperty String from;
    @Inject @BatchProperty String to;
    private int last;

    @Override
    public void open(Serializable checkpoint) {
      last = checkpoint == null ? Integer.parseInt(from) - 1 : (Integer) checkpoint;
    }

    @Override
    public Object readItem() {
      return last == Integer.parseInt(to) ? null : ++last;
    }

    @Override
    public Serializable checkpointInfo() {
      return last;
    }
  }

  /** Writes to {@link #WRITTEN}; it may freeze before that. */
  public static class Writer extends AbstractItemWriter {
    @Override
    public void writeItems(List<Object> items) throws InterruptedException {
      for (var item : items) {
        if (FREEZES_AT.remove(item)) {
          frozen.countDown();
          wakes.await();
          WRITTEN.add("late " + item);
          return;
        }
      }
      WRITTEN.addAll(items);
    }
  }

  public static class Once extends AbstractBatchlet {
    @Inject StepContext step;

    @Override
    public String process() {
      RAN.add(step.getStepName());
      return "DONE";
    }
  }

  /** Fails when it runs for the first time. */
  public static class FailsOnce extends Once {
    @Override
    public String process() {
      super.process();
      if (RAN.size() == 1) {
        throw new IllegalStateException("the first time");
      }
      return "DONE";
    }
  }

  /** Partition i, from 0, has the numbers from 100 i + 1 to 100 i + 100. */
  public static class Mapper implements PartitionMapper {
    @Override
    public PartitionPlan mapPartitions() {
      var plan = new PartitionPlanImpl();
      plan.setPartitions(12);
      plan.setThreads(2);
      plan.setPartitionProperties(
          IntStream.range(0, 12).mapToObj(Mapper::range).toArray(Properties[]::new));
      return plan;
    }

    private static Properties range(int partition) {
      var range = new Properties();
      range.setProperty("from", Integer.toString(partition * 100 + 1));
      range.setProperty("to", Integer.toString(partition * 100 + 100));
      return range;
    }
  }
}
