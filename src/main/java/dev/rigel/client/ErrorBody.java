package dev.rigel.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Json;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The words in an error's body, whichever of the API's shapes it has. */
final class ErrorBody {
  private static final int LONGEST = 500;

  private ErrorBody() {}

  /** One line that says what is wrong; empty if the body is none of the API's. */
  static Optional<String> detail(String body) {
    var words = words(tree(body)).replaceAll("\\s+", " ").strip();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…");
  }

  private static JsonNode tree(@Nullable String body) {
    try {
      return Json.mapper().readTree(body == null ? "" : body);
    } catch (JsonProcessingException e) {
      return Json.mapper().missingNode(); // a proxy's HTML page, for example
    }
  }

  private static String words(JsonNode body) {
    var fields = body.path("exception_detail");
    if (fields.isArray() && !fields.isEmpty()) {
      return fieldErrors(fields);
    }
    var detail = body.path("detail");
    if (detail.isArray()) {
      return fieldErrors(detail);
    }
    return detail.isMissingNode() ? body.path("exception_message").asText("") : detail.asText("");
  }

  private static String fieldErrors(JsonNode errors) {
    return StreamSupport.stream(errors.spliterator(), false)
        .map(error -> place(error.path("loc")) + error.path("msg").asText(error.toString()))
        .collect(Collectors.joining("; "));
  }

  /** The place without its first step, which only says body, path or query. */
  private static String place(JsonNode loc) {
    var steps =
        StreamSupport.stream(loc.spliterator(), false)
            .skip(1)
            .map(JsonNode::asText)
            .collect(Collectors.joining("."));
    return steps.isEmpty() ? "" : steps + ": ";
  }
}
