package dev.rigel.contract.schedule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.InvalidBody;
import java.io.IOException;
import java.util.stream.Collectors;

/** The form of a schedule in stored texts and in answers: the same as in bodies. */
final class ScheduleReader extends JsonDeserializer<Schedule> {

  @Override
  public Schedule deserialize(JsonParser in, DeserializationContext context) throws IOException {
    JsonNode tree = context.readTree(in);
    try {
      return BodyReader.read(tree, Schedule.class);
    } catch (InvalidBody e) {
      return context.reportInputMismatch(Schedule.class, "%s", messages(e));
    }
  }

  private static String messages(InvalidBody invalid) {
    return invalid.errors().stream()
        .map(error -> error.loc().get(error.loc().size() - 1) + ": " + error.msg())
        .collect(Collectors.joining("; "));
  }
}
