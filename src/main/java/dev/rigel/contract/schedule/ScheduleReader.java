package dev.rigel.contract.schedule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.InvalidBody;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells the three kinds of schedules apart by their required key; a second one is an extra key. */
final class ScheduleReader extends JsonDeserializer<Schedule> {
  private static final Map<String, Class<? extends Schedule>> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("interval", IntervalSchedule.class);
    KINDS.put("cron", CronSchedule.class);
    KINDS.put("rrule", RRuleSchedule.class);
  }

  @Override
  public Schedule deserialize(JsonParser in, DeserializationContext context) throws IOException {
    JsonNode tree = context.readTree(in);
    for (var kind : KINDS.entrySet()) {
      if (tree.hasNonNull(kind.getKey())) {
        return read(tree, kind.getValue(), context);
      }
    }
    return context.reportInputMismatch(
        Schedule.class, "a schedule is an object with one of the keys interval, cron, rrule");
  }

  private static Schedule read(
      JsonNode tree, Class<? extends Schedule> kind, DeserializationContext context)
      throws IOException {
    try {
      return BodyReader.read(tree, kind);
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
