package dev.rigel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The parameters that a command line gives a run. */
final class RunParameters {
  private static final ObjectReader JSON =
      Json.mapper().readerFor(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Output out;
  private final InputStream in;

  RunParameters(Output out, InputStream in) {
    this.out = out;
    this.in = in;
  }

  /**
   * Both kinds together; where both give a parameter, the single one wins.
   *
   * @param single {@code NAME=VALUE} each; null for none
   * @param together a JSON object, or {@code -} for standard input; null for none
   * @throws Failure if something is no JSON
   */
  Map<String, Object> of(List<String> single, String together) {
    var parameters = together == null ? new LinkedHashMap<String, Object>() : object(together);
    var own = new LinkedHashMap<String, Object>();
    for (var spec : single == null ? List.<String>of() : single) {
      var parts = spec.split("=", 2);
      own.put(parts[0], value(parts[0], parts.length < 2 ? "" : parts[1]));
    }
    var both = new TreeSet<>(own.keySet());
    both.retainAll(parameters.keySet());
    if (!both.isEmpty()) {
      out.print(
          "The following parameters were specified by `--param` and `--params`, the `--param` value will be used: {%s}"
              .formatted(listed(both)));
    }
    parameters.putAll(own);
    return parameters;
  }

  private LinkedHashMap<String, Object> object(String json) {
    try {
      if (JSON.readValue(json.equals("-") ? input() : json) instanceof Map<?, ?> object) {
        var parameters = new LinkedHashMap<String, Object>();
        object.forEach((name, value) -> parameters.put(name.toString(), value));
        return parameters;
      }
      throw new Failure("Failed to parse JSON: an object is needed, such as {\"name\": 1}");
    } catch (JsonProcessingException e) {
      throw new Failure("Failed to parse JSON: " + reason(e));
    }
  }

  private String input() {
    try {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (text.isBlank()) {
        throw new Failure("No data passed to stdin");
      }
      return text;
    } catch (IOException e) {
      throw new Failure("Cannot read stdin: " + e.getMessage());
    }
  }

  /** JSON, or else plain text unless it was clearly meant to be JSON. */
  private static Object value(String name, String text) {
    try {
      return text.isBlank() ? text : JSON.readValue(text);
    } catch (JsonProcessingException e) {
      if (!text.contains("\"") && !text.strip().matches("(?s)[\\[{].*")) {
        return text;
      }
      throw new Failure(
          "Failed to parse JSON for parameter %s with value\n\n        %s\n\nJSON Error: %s"
              .formatted(PythonText.quoted(name), text, reason(e)));
    }
  }

  private static String reason(JsonProcessingException e) {
    return "%s: line %d column %d"
        .formatted(
            e.getOriginalMessage().lines().findFirst().orElse("").replaceAll("[;:].*", ""),
            e.getLocation().getLineNr(),
            e.getLocation().getColumnNr());
  }

  /** Names as the reference lists them: {@code 'a', 'b'}. */
  static String listed(Set<String> names) {
    return names.stream().map(PythonText::quoted).collect(Collectors.joining(", "));
  }
}
