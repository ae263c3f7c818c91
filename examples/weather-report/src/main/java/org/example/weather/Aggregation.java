package org.example.weather;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Sums the observations up by month. */
@Named
@Dependent
public class Aggregation extends AbstractBatchlet {
  private static final Logger LOG = Logger.getLogger(Aggregation.class.getName());

  @Inject @BatchProperty String report;

  @Override
  public String process() throws IOException {
    var files = WorkFiles.of(report);
    var observations =
        Files.readAllLines(files.observations()).stream().map(Observation::fromCsv).toList();
    var months = byMonth(observations);
    Files.write(files.months(), months.stream().map(Month::toCsv).toList());
    LOG.info(() -> observations.size() + " days in " + months.size() + " months");
    return "COMPLETED";
  }

  static List<Month> byMonth(List<Observation> observations) {
    var days =
        observations.stream()
            .collect(
                Collectors.groupingBy(
                    day -> YearMonth.from(day.date()), TreeMap::new, Collectors.toList()));
    return days.entrySet().stream().map(e -> Month.of(e.getKey(), e.getValue())).toList();
  }
}
