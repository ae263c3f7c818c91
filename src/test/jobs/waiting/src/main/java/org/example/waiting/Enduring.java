package org.example.waiting;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lasts until there is a file {@code end}, for tests that do harm to others meanwhile. Writes what
 * happens to it into a file {@code diary}, a word a line.
 */
public class Enduring extends AbstractBatchlet {
  @Inject @BatchProperty String directory;
  private volatile boolean isStopped;

  @Override
  public String process() throws Exception {
    write("begun");
    while (!isStopped && !Files.exists(Path.of(directory, "end"))) {
      Thread.sleep(100);
    }
    write(isStopped ? "stopped" : "ended");
    return isStopped ? "stopped" : "ended";
  }

  @Override
  public void stop() {
    isStopped = true;
  }

  private void write(String word) throws IOException {
    var diary = Path.of(directory, "diary");
    Files.writeString(diary, word + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
