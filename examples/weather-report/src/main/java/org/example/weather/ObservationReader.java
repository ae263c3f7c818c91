package org.example.weather;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the input line by line, judging nothing; after a restart it goes on after the last
 * checkpoint.
 */
@Named
@Dependent
public class ObservationReader extends AbstractItemReader {
  @Inject @BatchProperty String input;

  private BufferedReader lines;
  private int lineNumber;

  @Override
  public void open(Serializable checkpoint) throws IOException {
    lines = Files.newBufferedReader(Path.of(input));
    var done = checkpoint == null ? 1 : (Integer) checkpoint; // line 1 is the header
    while (lineNumber < done && lines.readLine() != null) {
      lineNumber++;
    }
  }

  @Override
  public Object readItem() throws IOException {
    var text = lines.readLine();
    return text == null ? null : new Line(++lineNumber, text);
  }

  @Override
  public Serializable checkpointInfo() {
    return lineNumber;
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }
}
