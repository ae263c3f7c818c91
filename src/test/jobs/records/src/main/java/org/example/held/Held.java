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

/**
 * Holds a job after a chunk was written, and before its checkpoint is taken, as long as a file is
 * there: at a number, and at each so many numbers after it, where that is said.
 */
@Named
@Dependent
public class Held extends AbstractItemWriteListener {
  @Inject @BatchProperty String file;
  @Inject @BatchProperty String at;
  @Inject @BatchProperty String every;

  @Override
  public void afterWrite(List<Object> items) throws IOException, InterruptedException {
    for (var item : items) {
      if (isHeldAt((Long) item)) {
        hold((Long) item);
      }
    }
  }

  private boolean isHeldAt(long number) {
    var beyond = number - Long.parseLong(at);
    return beyond == 0 || every != null && beyond > 0 && beyond % Long.parseLong(every) == 0;
  }

  private void hold(long number) throws IOException, InterruptedException {
    if (Files.exists(Path.of(file))) {
      Files.writeString(Path.of(file + ".held." + number), "");
    }
    while (Files.exists(Path.of(file))) {
      Thread.sleep(20);
    }
  }
}
