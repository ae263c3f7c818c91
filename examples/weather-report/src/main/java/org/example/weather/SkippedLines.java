package org.example.weather;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.listener.SkipProcessListener;
import jakarta.batch.api.listener.AbstractStepListener;
import jakarta.batch.runtime.context.StepContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Logs every skipped line with its reason and keeps them for the report. The notes live in the
 * step's persistent data, by line number, so that a restart neither loses nor doubles one.
 */
public class SkippedLines extends AbstractStepListener implements SkipProcessListener {
  private static final Logger LOG = Logger.getLogger(SkippedLines.class.getName());

  @Inject StepContext step;
  @Inject @BatchProperty String report;

  @Override
  public void beforeStep() {
    if (step.getPersistentUserData() == null) {
      step.setPersistentUserData(new TreeMap<Integer, String>());
    }
  }

  @Override
  public void onSkipProcessItem(Object item, Exception reason) {
    var line = (Line) item;
    LOG.warning(() -> "line " + line.number() + " skipped: " + reason.getMessage());
    var reasons = reasons();
    reasons.put(line.number(), reason.getMessage());
    step.setPersistentUserData(reasons);
  }

  @Override
  public void afterStep() throws IOException {
    var notes =
        reasons().entrySet().stream()
            .map(note -> "line " + note.getKey() + ": " + note.getValue() + "\n")
            .collect(Collectors.joining());
    var files = WorkFiles.of(report);
    files.createDirectory();
    Files.writeString(files.skipped(), notes);
  }

  @SuppressWarnings("unchecked") // nobody else sets this step's data
  private TreeMap<Integer, String> reasons() {
    return (TreeMap<Integer, String>) step.getPersistentUserData();
  }
}
