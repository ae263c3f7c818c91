package org.example.weather;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The readable text: a table of months per year, each year's totals, and what was skipped. */
record Report(String source, List<Month> months, List<String> skipped) {

  private static final String HEADER =
      "month     days   rain mm   max °C   min °C   wind m/s   mostly\n";

  String text() {
    var years =
        months.stream()
            .collect(
                Collectors.groupingBy(
                    month -> month.month().getYear(), TreeMap::new, Collectors.toList()));
    var text = new StringBuilder("Weather report\nsource: " + source + "\n");
    years.forEach(
        (year, ofYear) -> text.append("\n" + HEADER + table(ofYear) + total(year, ofYear)));
    text.append("\nskipped lines: " + skipped.size() + "\n");
    skipped.forEach(note -> text.append("  " + note + "\n"));
    return text.toString();
  }

  private static String table(List<Month> months) {
    return months.stream()
        .map(
            month ->
                row(
                    month.month().toString(),
                    month.days(),
                    month.precipitation(),
                    month.meanHighest(),
                    month.meanLowest(),
                    month.strongestWind(),
                    month.mostlyWeather()))
        .collect(Collectors.joining());
  }

  private static String total(int year, List<Month> months) {
    var days = months.stream().mapToInt(Month::days).sum();
    return row(
        Integer.toString(year),
        days,
        months.stream().mapToDouble(Month::precipitation).sum(),
        months.stream().mapToDouble(month -> month.meanHighest() * month.days()).sum() / days,
        months.stream().mapToDouble(month -> month.meanLowest() * month.days()).sum() / days,
        months.stream().mapToDouble(Month::strongestWind).max().orElseThrow(),
        "");
  }

  private static String row(
      String name, int days, double rain, double max, double min, double wind, String mostly) {
    return String.format(
                Locale.ROOT,
                "%-8s %5d %9.1f %8.1f %8.1f %10.1f   %s",
                name,
                days,
                rain,
                max,
                min,
                wind,
                mostly)
            .stripTrailing()
        + "\n";
  }
}
