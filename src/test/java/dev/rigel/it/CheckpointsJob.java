package dev.rigel.it;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The artifacts of the job that {@link CheckpointsBenchmark} measures, and how long its step took.
 */
final class CheckpointsJob {
  private static volatile long opened;
  private static volatile long closed;

  private CheckpointsJob() {}

  /** From the writer's first call to its last. */
  static Duration took() {
    return Duration.ofNanos(closed - opened);
  }

  /** Numbers from 1. */
  public static class Reader extends AbstractItemReader {
    @Inject @BatchProperty String last;
    private long position;

    @Override
    public Object readItem() {
      return position == Long.parseLong(last) ? null : ++position;
    }

    @Override
    public Serializable checkpointInfo() {
      return position;
    }
  }

  /** Works so long for each, on the processor. */
  public static class Processor implements ItemProcessor {
    @Inject @BatchProperty String micros;

    @Override
    public Object processItem(Object item) {
      var end = System.nanoTime() + Long.parseLong(micros) * 1_000;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return item;
    }
  }

  /** A line for each; forced to disk with each checkpoint. */
  public static class Writer extends AbstractItemWriter {
    @Inject @BatchProperty String file;
    private FileChannel channel;

    @Override
    public void open(Serializable checkpoint) throws IOException {
      opened = System.nanoTime();
      channel =
          FileChannel.open(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(0);
    }

    @Override
    public void writeItems(List<Object> items) throws IOException {
      var text = items.stream().map(item -> item + "\n").collect(Collectors.joining());
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Serializable checkpointInfo() throws IOException {
      channel.force(false);
      return channel.position();
    }

    @Override
    public void close() throws IOException {
      channel.close();
      closed = System.nanoTime();
    }
  }
}
