package org.example.records;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes records to a file, a line each. Its checkpoint is the file's length, once that is on the
 * disk; a restart cuts off what a chunk wrote whose checkpoint was lost.
 */
@Named
@Dependent
public class PositionedFileWriter extends AbstractItemWriter {
  @Inject @BatchProperty String file;

  private FileChannel channel;

  @Override
  public void open(Serializable checkpoint) throws IOException {
    channel =
        FileChannel.open(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(checkpoint == null ? 0 : (Long) checkpoint);
    channel.position(channel.size());
  }

  @Override
  public void writeItems(List<Object> items) throws IOException {
    var text = items.stream().map(item -> item + "\n").collect(Collectors.joining());
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** After this the checkpoint is recorded, so what it counts has to be there after a power cut. */
  @Override
  public Serializable checkpointInfo() throws IOException {
    channel.force(false);
    return channel.position();
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
