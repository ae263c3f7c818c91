package dev.rigel.server.deployment;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.SchemaResolver;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.json.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Whether parameters fit the schema that a deployment has for them: JSON schema of draft 7, which
 * is what pydantic writes. Schemas are not fetched from anywhere; formats are not looked at. What
 * is wrong is told without the values, which may be secret.
 */
final class ParameterFit {
  private static final URI SCHEMA = URI.create("urn:rigel:parameters");
  private static final int MOST_ERRORS = 100;

  /** Of these it is told that none fits, not what is wrong with each. */
  private static final Set<String> ALTERNATIVES = Set.of("anyOf", "oneOf", "not", "contains");

  /** What is in them tells what is wrong. */
  private static final Set<String> OUTER = Set.of("allOf", "if", "propertyNames");

  private final JsonNode schema;
  private final JsonNode parameters;

  private ParameterFit(JsonNode schema, JsonNode parameters) {
    this.schema = schema;
    this.parameters = parameters;
  }

  /** What is wrong, each with its place in the body of a request; nothing if all fits. */
  static List<FieldError> errors(Map<String, Object> schema, Map<String, Object> parameters) {
    ObjectNode root = Json.mapper().valueToTree(schema);
    // there is one dialect
    root.remove("$schema");
    ObjectNode given = Json.mapper().valueToTree(parameters);
    var required = names(root.path("required"));
    // None is the default of what need not be given, which schemas of pydantic 1 do not say
    given.properties().stream()
        .filter(one -> one.getValue().isNull() && !required.contains(one.getKey()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(given::remove);
    return new ParameterFit(root, given).errors();
  }

  private List<FieldError> errors() {
    var validator =
        new ValidatorFactory()
            .withDefaultDialect(new Dialects.Draft7Dialect())
            .withEvaluatorFactory(new BoundedKeywords())
            .withSchemaResolver(address -> SchemaResolver.Result.empty())
            .withDisabledSchemaValidation(true)
            .createValidator();
    try {
      var result = validator.validate(validator.registerSchema(SCHEMA, schema), parameters);
      return result.isValid() ? List.of() : told(result.getErrors());
    } catch (JsonSchemaException | BoundedKeywords.TooMuchWork | IllegalArgumentException e) {
      return List.of(unusable(String.valueOf(e.getMessage())));
    } catch (StackOverflowError e) {
      return List.of(unusable("it is nested too deeply"));
    }
  }

  private static FieldError unusable(String reason) {
    return FieldError.of(
        List.of("body", "enforce_parameter_schema"),
        "The parameters cannot be checked by the schema of the deployment: " + reason,
        "value_error");
  }

  /** The first of each place, without what alternatives say. */
  private List<FieldError> told(List<Error> all) {
    if (all.stream().anyMatch(error -> is(error, "$ref"))) {
      return List.of(unusable("a reference in it leads nowhere"));
    }
    var alternatives =
        all.stream()
            .filter(error -> ALTERNATIVES.contains(String.valueOf(error.getKeyword())))
            .map(error -> error.getEvaluationPath() + "/")
            .toList();
    var byPlace = new LinkedHashMap<List<Object>, FieldError>();
    for (var error : all) {
      if (!OUTER.contains(String.valueOf(error.getKeyword()))
          && alternatives.stream().noneMatch(error.getEvaluationPath()::startsWith)) {
        of(error).forEach(one -> byPlace.putIfAbsent(one.loc(), one));
      }
    }
    return byPlace.isEmpty()
        ? List.of(FitWords.of("", schema, List.of("body", "parameters")))
        : byPlace.values().stream().limit(MOST_ERRORS).toList();
  }

  private static boolean is(Error error, String keyword) {
    return keyword.equals(error.getKeyword());
  }

  private List<FieldError> of(Error error) {
    var place = placeOf(error.getInstanceLocation());
    if (error.getKeyword() == null) {
      // nothing may be here
      return List.of(FitWords.of("additionalProperties", schema, place));
    }
    var value = schemaAt(error.getSchemaLocation()).path(error.getKeyword());
    if (is(error, "required")) {
      var given = at(parameters, error.getInstanceLocation());
      return names(value).stream()
          .filter(name -> !given.has(name))
          .map(name -> FieldError.missing(within(place, name)))
          .toList();
    }
    return List.of(FitWords.of(error.getKeyword(), value, place));
  }

  private JsonNode schemaAt(String location) {
    var fragment = location.indexOf('#');
    return at(schema, fragment < 0 ? "" : location.substring(fragment + 1));
  }

  private static JsonNode at(JsonNode root, String pointer) {
    try {
      return root.at(JsonPointer.compile(pointer));
    } catch (IllegalArgumentException e) {
      return root.path("");
    }
  }

  /** Names of fields and positions in lists, below {@code body} and {@code parameters}. */
  private List<Object> placeOf(String pointer) {
    List<Object> place = List.of("body", "parameters");
    JsonNode node = parameters;
    for (var rest = JsonPointer.compile(pointer); !rest.matches(); rest = rest.tail()) {
      place = within(place, node.isArray() ? rest.getMatchingIndex() : rest.getMatchingProperty());
      node =
          node.isArray()
              ? node.path(rest.getMatchingIndex())
              : node.path(rest.getMatchingProperty());
    }
    return place;
  }

  private static List<Object> within(List<Object> place, Object name) {
    var inner = new ArrayList<>(place);
    inner.add(name);
    return List.copyOf(inner);
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
