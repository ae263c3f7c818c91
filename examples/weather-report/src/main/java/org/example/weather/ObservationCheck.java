package org.example.weather;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Set;

/** Turns a line into an {@link Observation}, or says what is wrong with it. */
@Named
@Dependent
public class ObservationCheck implements ItemProcessor {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withResolverStyle(ResolverStyle.STRICT);
  private static final Set<String> WEATHERS = Set.of("drizzle", "fog", "rain", "snow", "sun");

  @Override
  public Object processItem(Object item) throws BadObservationException {
    var line = (Line) item;
    var fields = line.text().split(",", -1);
    require(fields.length == 6, line, "6 fields expected, found " + fields.length);
    var observation =
        new Observation(
            date(line, fields[0]),
            number(line, "precipitation", fields[1], 0, 500),
            number(line, "highest temperature", fields[2], -60, 60),
            number(line, "lowest temperature", fields[3], -60, 60),
            number(line, "wind", fields[4], 0, 100),
            fields[5].strip());
    require(
        observation.lowest() <= observation.highest(),
        line,
        "lowest temperature " + fields[3] + " is above the highest " + fields[2]);
    require(WEATHERS.contains(observation.weather()), line, "unknown weather '" + fields[5] + "'");
    return observation;
  }

  private static LocalDate date(Line line, String text) throws BadObservationException {
    try {
      return LocalDate.parse(text.strip(), DATE);
    } catch (DateTimeParseException e) {
      throw new BadObservationException(line.number(), "no date: '" + text + "'");
    }
  }

  private static double number(Line line, String what, String text, double least, double most)
      throws BadObservationException {
    double value;
    try {
      value = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new BadObservationException(line.number(), what + " is no number: '" + text + "'");
    }
    require(value >= least && value <= most, line, what + " out of range: " + text);
    return value;
  }

  private static void require(boolean holds, Line line, String otherwise)
      throws BadObservationException {
    if (!holds) {
      throw new BadObservationException(line.number(), otherwise);
    }
  }
}
