package dev.rigel.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parameters fit the schemas that pydantic writes, and how it is told that others do not. */
class ParameterFitTest {
  /** As Prefect 2.6.9 writes it for a Python flow. */
  private static final String SCHEMA =
      """
      {"title": "Parameters", "type": "object", "required": ["city"],
       "properties": {
         "city": {"title": "city", "type": "string", "minLength": 2, "pattern": "^[A-Z]"},
         "stations": {"title": "stations", "default": 5, "type": "integer", "minimum": 1, "maximum": 9},
         "since": {"title": "since", "type": "string", "format": "date"},
         "unit": {"$ref": "#/definitions/Unit"},
         "names": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
         "place": {"$ref": "#/definitions/Place"},
         "either": {"anyOf": [{"type": "integer"}, {"type": "object", "required": ["x"]}]},
         "store": {"allOf": [{"$ref": "#/definitions/Store"}]},
         "token": {"type": "string", "format": "password", "writeOnly": true, "maxLength": 4}},
       "definitions": {
         "Unit": {"title": "Unit", "enum": ["C", "F"], "type": "string"},
         "Store": {"title": "Store", "block_type_slug": "local-file-system", "type": "object",
           "required": ["basepath"], "properties": {"basepath": {"type": "string"}}},
         "Place": {"title": "Place", "type": "object", "required": ["lat", "lon"],
           "properties": {"lat": {"type": "number"}, "lon": {"type": "number", "exclusiveMaximum": 180}},
           "additionalProperties": false}}}
      """;

  private static Map<String, Object> json(String text) {
    try {
      return Json.mapper().readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<FieldError> errors(String parameters) {
    return ParameterFit.errors(json(SCHEMA), json(parameters));
  }

  private static String told(List<FieldError> errors) {
    return errors.stream()
        .map(
            error ->
                error.loc().stream().skip(2).map(Object::toString).collect(Collectors.joining("."))
                    + ": "
                    + error.msg())
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"city\": \"Berlin\"}",
        "{\"city\": \"Berlin\", \"stations\": 5, \"unit\": \"C\", \"names\": [\"a\", \"b\"]}",
        "{\"city\": \"Berlin\", \"place\": {\"lat\": 1, \"lon\": 2.5}}",
        "{\"city\": \"Berlin\", \"either\": 4}",
        "{\"city\": \"Berlin\", \"either\": {\"x\": null}}",
        "{\"city\": \"Berlin\", \"store\": {\"basepath\": \"/tmp\"}}",
        "{\"city\": \"Berlin\", \"store\": {\"$ref\": {\"block_document_id\": \"1\"}}}",
        // pydantic 1 does not say that what has None as its default may be null
        "{\"city\": \"Berlin\", \"since\": null, \"stations\": null}",
        "{\"city\": \"Berlin\", \"another\": 1}"
      })
  void what_fits(String parameters) {
    assertThat(errors(parameters)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "{} | city: field required",
        "{\"city\": null} | city: value is not a valid string",
        "{\"city\": \"B\"} | city: ensure this value has at least 2 characters",
        "{\"city\": \"berlin\"} | city: string does not match regex \"^[A-Z]\"",
        "{\"city\": \"Bo\", \"stations\": \"5\"} | stations: value is not a valid integer",
        "{\"city\": \"Bo\", \"stations\": 0} | stations: ensure this value is greater than or equal"
            + " to 1",
        "{\"city\": \"Bo\", \"stations\": 10} | stations: ensure this value is less than or equal"
            + " to 9",
        "{\"city\": \"Bo\", \"unit\": \"K\"} | unit: unexpected value; permitted: [\"C\",\"F\"]",
        "{\"city\": \"Bo\", \"names\": [\"a\", 1]} | names.1: value is not a valid string",
        "{\"city\": \"Bo\", \"names\": [\"a\", \"a\"]} | names: the list has duplicated items",
        "{\"city\": \"Bo\", \"place\": {\"lat\": 1}} | place.lon: field required",
        "{\"city\": \"Bo\", \"place\": {\"lat\": 1, \"lon\": 180}} | place.lon: ensure this value"
            + " is less than 180",
        "{\"city\": \"Bo\", \"either\": \"x\"} | either: value does not fit what is permitted",
        "{\"city\": \"Bo\", \"store\": {}} | store.basepath: field required",
        "{\"stations\": 0, \"unit\": \"K\"} | city: field required; stations: ensure this value is"
            + " greater than or equal to 1; unit: unexpected value; permitted: [\"C\",\"F\"]"
      })
  void what_does_not_fit_is_told_by_field(String parameters, String expected) {
    assertThat(told(errors(parameters)).split("; (?!permitted)"))
        .containsExactlyInAnyOrder(expected.split("; (?!permitted)"));
  }

  @Test
  void more_than_there_may_be_is_told_at_its_place() {
    assertThat(told(errors("{\"city\": \"Bo\", \"place\": {\"lat\": 1, \"lon\": 2, \"alt\": 3}}")))
        .isEqualTo("place.alt: extra fields not permitted");
  }

  @Test
  void a_secret_is_not_told() {
    var errors =
        errors("{\"city\": \"hush-hush\", \"token\": \"hush-hush\", \"either\": \"hush-hush\"}");

    assertThat(errors).hasSize(3);
    assertThat(errors.toString()).doesNotContain("hush");
  }

  @Test
  void a_missing_parameter_has_the_reference_s_words_and_place() {
    assertThat(errors("{}"))
        .containsExactly(FieldError.missing(List.of("body", "parameters", "city")));
  }

  private static String unusable(String schema, Map<String, Object> parameters) {
    var errors = ParameterFit.errors(json(schema), parameters);
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).loc()).containsExactly("body", "enforce_parameter_schema");
    return errors.get(0).msg();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/schema.json",
        "file:///etc/passwd",
        "https://example.org/x#/definitions/A",
        "#/definitions/Nothing",
        "jar:file:/x.jar!/schema.json",
        "other.json"
      })
  void nothing_is_fetched(String reference) {
    assertThat(
            unusable(
                "{\"properties\": {\"a\": {\"$ref\": \"" + reference + "\"}}}", Map.of("a", 1)))
        .startsWith("The parameters cannot be checked by the schema of the deployment");
  }

  @Test
  void a_schema_that_goes_round_in_circles_ends() {
    assertThat(unusable("{\"allOf\": [{\"$ref\": \"#\"}]}", Map.of("a", 1))).isNotEmpty();
    assertThat(
            unusable(
                "{\"properties\": {\"a\": {\"$ref\": \"#/definitions/A\"}},"
                    + " \"definitions\": {\"A\": {\"anyOf\": [{\"$ref\": \"#/definitions/A\"},"
                    + " {\"$ref\": \"#/definitions/A\"}]}}}",
                Map.of("a", 1)))
        .contains("too much work");
  }

  @Test
  void alternatives_of_alternatives_end() {
    var definitions =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    "\"A%d\": {\"anyOf\": [{\"$ref\": \"#/definitions/A%d\"}, {\"$ref\": \"#/definitions/A%d\"}]}"
                        .formatted(i, i + 1, i + 1))
            .collect(Collectors.joining(", "));
    var schema =
        "{\"properties\": {\"a\": {\"$ref\": \"#/definitions/A0\"}}, \"definitions\": {"
            + definitions
            + ", \"A30\": {\"type\": \"string\"}}}";

    assertThat(unusable(schema, Map.of("a", 1))).contains("too much work");
  }

  @Test
  void a_pattern_that_takes_for_ever_ends() {
    var text = "a".repeat(60) + "!";

    assertThat(
            unusable(
                "{\"properties\": {\"a\": {\"pattern\": \"a*a*a*a*a*a*a*a*a*a*b$\"}}}",
                Map.of("a", text)))
        .contains("too much work");
    assertThat(
            unusable(
                "{\"patternProperties\": {\"a*a*a*a*a*a*a*a*a*a*b$\": {\"type\": \"string\"}}}",
                Map.of(text, 1)))
        .contains("too much work");
    assertThat(
            unusable(
                "{\"properties\": {\"a\": {\"pattern\": \"^(a|b)*$\"}}}",
                Map.of("a", "ab".repeat(100_000))))
        .contains("too much work");
  }

  @Test
  void values_that_are_nested_deeply_end() {
    Object value = 1;
    for (var i = 0; i < 900; i++) {
      value = List.of(value);
    }

    assertThat(
            unusable(
                "{\"properties\": {\"a\": {\"$ref\": \"#/definitions/A\"}}, \"definitions\":"
                    + " {\"A\": {\"items\": {\"$ref\": \"#/definitions/A\"}}}}",
                Map.of("a", value)))
        .isNotEmpty();
  }

  @Test
  void patterns_of_names_count_with_what_else_there_may_be() {
    var schema =
        json(
            "{\"patternProperties\": {\"^n_\": {\"type\": \"integer\"}}, \"additionalProperties\":"
                + " false}");

    assertThat(ParameterFit.errors(schema, Map.of("n_a", 1))).isEmpty();
    assertThat(told(ParameterFit.errors(schema, Map.of("n_a", "x"))))
        .isEqualTo("n_a: value is not a valid integer");
    assertThat(told(ParameterFit.errors(schema, Map.of("other", 1))))
        .isEqualTo("other: extra fields not permitted");
  }

  @Test
  void what_is_wrong_within_alternatives_is_not_told_beside_them() {
    assertThat(told(errors("{\"city\": \"Bo\", \"either\": {\"y\": 1}}")))
        .isEqualTo("either: value does not fit what is permitted");
  }

  @Test
  void another_dialect_is_read_as_this_one() {
    var schema =
        json(
            "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"properties\": {\"a\":"
                + " {\"type\": \"integer\"}}}");

    assertThat(told(ParameterFit.errors(schema, Map.of("a", "x"))))
        .isEqualTo("a: value is not a valid integer");
  }

  @Test
  void many_parameters_are_not_too_many() {
    var many =
        IntStream.range(0, 1_000)
            .boxed()
            .collect(Collectors.toMap(i -> "p" + i, i -> (Object) List.of(i, "x", true)));
    var schema = json("{\"additionalProperties\": {\"type\": \"array\", \"minItems\": 1}}");

    assertThat(ParameterFit.errors(schema, many)).isEmpty();
  }
}
