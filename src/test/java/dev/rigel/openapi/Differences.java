package dev.rigel.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What two OpenAPI documents name differently: operations, parameters, and the properties and
 * constants of bodies and answers, however deep. Schemas are followed side by side, so their own
 * names do not matter; a difference inside one is listed once, under our name for it.
 */
final class Differences {
  private final JsonNode theirs;
  private final JsonNode ours;
  private final Set<String> found = new TreeSet<>();
  private final Set<String> compared = new HashSet<>();

  private Differences(JsonNode theirs, JsonNode ours) {
    this.theirs = theirs;
    this.ours = ours;
  }

  /** Lines such as {@code only ours: GET /api/x} or {@code only theirs: FlowRun.colour}. */
  static Set<String> between(JsonNode theirs, JsonNode ours) {
    var differences = new Differences(theirs, ours);
    differences.compareOperations();
    return differences.found;
  }

  private void compareOperations() {
    var there = operations(theirs);
    var here = operations(ours);
    for (var name : compare("", there, here)) {
      compare(name + " ", parameters(theirs, there.get(name)), parameters(ours, here.get(name)));
      follow(name + " body", body(there.get(name)), body(here.get(name)));
      follow(name + " answer", answer(there.get(name)), answer(here.get(name)));
    }
  }

  /** Notes the names that one side lacks and returns those that both have. */
  private Set<String> compare(String place, Map<String, ?> there, Map<String, ?> here) {
    there.keySet().stream()
        .filter(name -> !here.containsKey(name))
        .forEach(name -> found.add("only theirs: " + place + name));
    here.keySet().stream()
        .filter(name -> !there.containsKey(name))
        .forEach(name -> found.add("only ours: " + place + name));
    return here.keySet().stream().filter(there::containsKey).collect(Collectors.toSet());
  }

  private void follow(String place, JsonNode there, JsonNode here) {
    var target = here.path("$ref").asText();
    if (!target.isEmpty() && !compared.add(there + " and " + target)) {
      return;
    }
    var name = target.isEmpty() ? place : target.substring(target.lastIndexOf('/') + 1);
    var properties = properties(theirs, there);
    var counterparts = properties(ours, here);
    for (var property : compare(name + ".", properties, counterparts)) {
      follow(name + "." + property, properties.get(property), counterparts.get(property));
    }
  }

  /**
   * All properties of a schema, and its constants as {@code =NAME}: of an array its items', of a
   * union those of any alternative.
   */
  private static Map<String, JsonNode> properties(JsonNode document, JsonNode schema) {
    var found = new TreeMap<String, JsonNode>();
    for (var part : parts(document, schema).toList()) {
      part.path("properties")
          .properties()
          .forEach(p -> found.merge(p.getKey(), p.getValue(), Differences::either));
      part.path("enum").forEach(constant -> found.put("=" + constant.asText(), constant));
    }
    return found;
  }

  private static JsonNode either(JsonNode one, JsonNode other) {
    var union = JsonNodeFactory.instance.objectNode();
    union.putArray("anyOf").add(one).add(other);
    return union;
  }

  private static Stream<JsonNode> parts(JsonNode document, JsonNode schema) {
    if (schema.has("$ref")) {
      return parts(document, document.at(schema.get("$ref").asText().substring(1)));
    }
    var alternatives =
        Stream.of("anyOf", "oneOf", "allOf").flatMap(key -> elements(schema.path(key)));
    var contents = Stream.of("items", "additionalProperties").map(schema::path);
    var below = Stream.concat(alternatives, contents).filter(JsonNode::isObject);
    return Stream.concat(Stream.of(schema), below.flatMap(part -> parts(document, part)));
  }

  private static Map<String, JsonNode> operations(JsonNode document) {
    var operations = new TreeMap<String, JsonNode>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        verb ->
                            operations.put(
                                verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                verb.getValue())));
    return operations;
  }

  private static Map<String, JsonNode> parameters(JsonNode document, JsonNode operation) {
    return elements(operation.path("parameters"))
        .map(p -> p.has("$ref") ? document.at(p.get("$ref").asText().substring(1)) : p)
        .collect(Collectors.toMap(Differences::nameOf, p -> p));
  }

  /** Names of headers have no case. */
  private static String nameOf(JsonNode parameter) {
    var place = parameter.path("in").asText();
    var name = parameter.path("name").asText();
    return place + " " + (place.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
  }

  private static JsonNode body(JsonNode operation) {
    return operation.at("/requestBody/content/application~1json/schema");
  }

  private static JsonNode answer(JsonNode operation) {
    var responses = operation.path("responses");
    var status = responses.has("201") ? "201" : "200";
    return responses.path(status).at("/content/application~1json/schema");
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
