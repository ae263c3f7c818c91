package org.example.held;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.listener.AbstractItemWriteListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds a job after a chunk was written, and before its checkpoint is taken, as long as a file is there. */
@Named
@Dependent
public class Held extends AbstractItemWriteListener {
  @Inject @BatchProperty String file;
  @Inject @BatchProperty String at;

  @Override
  public void afterWrite(List<Object> items) throws IOException, InterruptedException {
    var number = Long.parseLong(at);
    if (items.contains(number)) {
      Files.writeString(Path.of(file + ".held"), "");
      while (Files.exists(Path.of(file))) {
        Thread.sleep(20);
      }
    }
  }
}
