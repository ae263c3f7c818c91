package dev.rigel.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.Output;
import dev.rigel.cli.terminal.PythonText;
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
import org.jspecify.annotations.Nullable;

/** The parameters that a command line gives a run. */
final class RunParameters {
  /** Stricter than for bodies: what is typed should arrive as it was typed, or not at all. */
  private static final ObjectReader JSON =
      Json.mapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .without(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

  private final Output out;
  private final InputStream in;

  RunParameters(Output out, InputStream in) {
    this.out = out;
    this.in = in;
  }

  /**
   * Both kinds together; where both give a parameter, the single one wins.
   *
   * @param single {@code NAME=VALUE} each
   * @param together a JSON object, or {@code -} for standard input
   * @throws Failure if something is no JSON
   */
  Map<String, Object> of(@Nullable List<String> single, @Nullable String together) {
    var parameters = together == null ? new LinkedHashMap<String, Object>() : object(together);
    var own = new LinkedHashMap<String, Object>();
    for (var spec : single == null ? List.<String>of() : single) {
      var equals = spec.indexOf('=');
      if (equals <= 0) {
        throw new Failure(
            "Invalid parameter %s: expected NAME=VALUE".formatted(PythonText.quoted(spec)));
      }
      var name = spec.substring(0, equals);
      if (own.containsKey(name)) {
        throw new Failure("Parameter %s is given twice".formatted(PythonText.quoted(name)));
      }
      own.put(name, value(name, spec.substring(equals + 1)));
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
      if (JSON.readValue(json.equals("-") ? input() : json) instanceof ObjectNode object) {
        var parameters = new LinkedHashMap<String, Object>();
        object
            .properties()
            .forEach(p -> parameters.put(p.getKey(), plain(p.getKey(), p.getValue())));
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
      return text.isBlank() ? text : plain(name, JSON.readValue(text));
    } catch (JsonProcessingException e) {
      if (!text.contains("\"") && !text.strip().matches("(?s)[\\[{].*")) {
        return text;
      }
      throw new Failure(
          "Failed to parse JSON for parameter %s with value\n\n        %s\n\nJSON Error: %s"
              .formatted(PythonText.quoted(name), text, reason(e)));
    }
  }

  private static Object plain(String name, JsonNode node) {
    demandFinite(name, node);
    return Json.mapper().convertValue(node, Object.class);
  }

  /**
   * No JSON holds infinity: a number such as 1e999 would arrive as something else.
   *
   * @throws Failure with the place of the first such number
   */
  static void demandFinite(String place, JsonNode node) {
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      throw new Failure("Parameter %s holds a number that is too large".formatted(place));
    }
    for (var i = 0; node.isArray() && i < node.size(); i++) {
      demandFinite("%s[%d]".formatted(place, i), node.get(i));
    }
    node.properties().forEach(p -> demandFinite(place + "." + p.getKey(), p.getValue()));
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
