package dev.rigel.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.FieldError;
import java.util.List;

/** What a keyword of a schema asks for, in the words that the reference has for it. */
final class FitWords {
  private FitWords() {}

  /**
   * What is wrong with a value, which is not told.
   *
   * @param limit what the schema says after the keyword
   */
  static FieldError of(String keyword, JsonNode limit, List<Object> place) {
    var isOfType = keyword.equals("type");
    return FieldError.of(place, text(keyword, limit), isOfType ? "type_error" : "value_error");
  }

  private static String text(String keyword, JsonNode limit) {
    return switch (keyword) {
      case "type" -> "value is not a valid " + types(limit);
      case "minimum" -> "ensure this value is greater than or equal to " + limit.asText();
      case "maximum" -> "ensure this value is less than or equal to " + limit.asText();
      case "exclusiveMinimum" -> "ensure this value is greater than " + limit.asText();
      case "exclusiveMaximum" -> "ensure this value is less than " + limit.asText();
      case "multipleOf" -> "ensure this value is a multiple of " + limit.asText();
      case "minLength" -> "ensure this value has at least " + limit.asText() + " characters";
      case "maxLength" -> "ensure this value has at most " + limit.asText() + " characters";
      case "minItems" -> "ensure this value has at least " + limit.asText() + " items";
      case "maxItems" -> "ensure this value has at most " + limit.asText() + " items";
      case "uniqueItems" -> "the list has duplicated items";
      case "pattern" -> "string does not match regex \"" + limit.asText() + "\"";
      case "enum", "const" -> "unexpected value; permitted: " + shortened(limit.toString());
      case "anyOf", "oneOf" -> "value does not fit what is permitted";
      case "additionalProperties" -> "extra fields not permitted";
      default -> "value does not fit the schema of the deployment";
    };
  }

  private static String types(JsonNode type) {
    return type.isArray() ? shortened(type.toString()) : type.asText();
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
