package org.example.weather;

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
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Appends checked observations to a file. Its checkpoint is the length of the file: a restart cuts
 * off whatever a failed chunk left behind, so no observation stands there twice.
 */
@Named
@Dependent
public class ObservationWriter extends AbstractItemWriter {
  @Inject @BatchProperty String report;

  private FileChannel file;

  @Override
  public void open(Serializable checkpoint) throws IOException {
    var files = WorkFiles.of(report);
    files.createDirectory();
    file =
        FileChannel.open(files.observations(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.truncate(checkpoint == null ? 0 : (Long) checkpoint);
    file.position(file.size());
  }

  @Override
  public void writeItems(List<Object> items) throws IOException {
    var text =
        items.stream()
            .map(item -> ((Observation) item).toCsv() + "\n")
            .collect(Collectors.joining());
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public Serializable checkpointInfo() throws IOException {
    return file.position();
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
