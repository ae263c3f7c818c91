package org.example.weather;

import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a number of days of one month amount to.
 *
 * @param precipitation sum in mm
 * @param meanHighest mean of the daily highest temperatures in °C
 * @param meanLowest mean of the daily lowest temperatures in °C
 * @param strongestWind the windiest day's mean speed in m/s
 * @param mostlyWeather the word given to most days; of equals the first in the alphabet
 */
record Month(
    YearMonth month,
    int days,
    double precipitation,
    double meanHighest,
    double meanLowest,
    double strongestWind,
    String mostlyWeather) {

  static Month of(YearMonth month, Collection<Observation> days) {
    return new Month(
        month,
        days.size(),
        days.stream().mapToDouble(Observation::precipitation).sum(),
        days.stream().mapToDouble(Observation::highest).average().orElseThrow(),
        days.stream().mapToDouble(Observation::lowest).average().orElseThrow(),
        days.stream().mapToDouble(Observation::wind).max().orElseThrow(),
        mostly(days));
  }

  private static String mostly(Collection<Observation> days) {
    var counts =
        days.stream()
            .map(Observation::weather)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparing(Map.Entry<String, Long>::getValue)
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  String toCsv() {
    return String.join(
        ",",
        month.toString(),
        Integer.toString(days),
        Double.toString(precipitation),
        Double.toString(meanHighest),
        Double.toString(meanLowest),
        Double.toString(strongestWind),
        mostlyWeather);
  }

  static Month fromCsv(String line) {
    var fields = line.split(",");
    return new Month(
        YearMonth.parse(fields[0]),
        Integer.parseInt(fields[1]),
        Double.parseDouble(fields[2]),
        Double.parseDouble(fields[3]),
        Double.parseDouble(fields[4]),
        Double.parseDouble(fields[5]),
        fields[6]);
  }
}
