package org.example.weather;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.util.logging.Logger;

/** Writes the report and tidies up what the earlier steps left beside it. */
@Named
@Dependent
public class ReportWriter extends AbstractBatchlet {
  private static final Logger LOG = Logger.getLogger(ReportWriter.class.getName());

  @Inject @BatchProperty String input;
  @Inject @BatchProperty String report;

  @Override
  public String process() throws IOException {
    var files = WorkFiles.of(report);
    var months = Files.readAllLines(files.months()).stream().map(Month::fromCsv).toList();
    var skipped = Files.readAllLines(files.skipped());
    Files.writeString(files.report(), new Report(input, months, skipped).text());
    files.deleteAllButReport();
    LOG.info(() -> "report written to " + files.report());
    return "COMPLETED";
  }
}
