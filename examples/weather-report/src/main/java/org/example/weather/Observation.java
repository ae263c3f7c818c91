package org.example.weather;

import java.time.LocalDate;

/**
 * The checked weather of one day.
 *
 * @param precipitation rain and melted snow in mm
 * @param highest highest temperature in °C
 * @param lowest lowest temperature in °C
 * @param wind mean wind speed in m/s
 * @param weather one word: drizzle, fog, rain, snow or sun
 */
record Observation(
    LocalDate date,
    double precipitation,
    double highest,
    double lowest,
    double wind,
    String weather) {

  /** The form in which the first step hands observations to the second. */
  String toCsv() {
    return String.join(
        ",",
        date.toString(),
        Double.toString(precipitation),
        Double.toString(highest),
        Double.toString(lowest),
        Double.toString(wind),
        weather);
  }

  static Observation fromCsv(String line) {
    var fields = line.split(",");
    return new Observation(
        LocalDate.parse(fields[0]),
        Double.parseDouble(fields[1]),
        Double.parseDouble(fields[2]),
        Double.parseDouble(fields[3]),
        Double.parseDouble(fields[4]),
        fields[5]);
  }
}
