package org.example.weather;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files through which the steps hand on their results; they stand beside the report. */
record WorkFiles(Path report) {

  static WorkFiles of(String report) {
    return new WorkFiles(Path.of(report).toAbsolutePath());
  }

  /** Checked observations, one CSV line each. */
  Path observations() {
    return beside(".observations.csv");
  }

  /** Lines that were left out, each with its number and the reason. */
  Path skipped() {
    return beside(".skipped.txt");
  }

  /** One CSV line per month. */
  Path months() {
    return beside(".months.csv");
  }

  void createDirectory() throws IOException {
    Files.createDirectories(report.getParent());
  }

  void deleteAllButReport() throws IOException {
    Files.deleteIfExists(observations());
    Files.deleteIfExists(skipped());
    Files.deleteIfExists(months());
  }

  private Path beside(String suffix) {
    return report.resolveSibling(report.getFileName() + suffix);
  }
}
