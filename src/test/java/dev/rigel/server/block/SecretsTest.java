package dev.rigel.server.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          value       | {"value":"hush","a":1}            | {"value":"********","a":1}
          value       | {"value":""}                      | {"value":"********"}
          value       | {"value":null}                    | {"value":null}
          value       | {"value":17}                      | {"value":"********"}
          value       | {"value":{"a":"b"}}               | {"value":"********"}
          value       | {"other":"value"}                 | {"other":"value"}
          child.token | {"child":{"token":"t","b":true}}  | {"child":{"token":"********","b":true}}
          child.token | {"child":"text"}                  | {"child":"text"}
          child.token | {"child":[{"token":"t"},{}]}      | {"child":[{"token":"********"},{}]}
          headers.*   | {"headers":{"a":"x","b":null}}    | {"headers":{"a":"********","b":null}}
          *.key       | {"a":{"key":"x"},"b":{"c":"y"}}   | {"a":{"key":"********"},"b":{"c":"y"}}
          """)
  void what_a_path_names_is_shown_as_eight_stars(String path, String data, String shown) {
    assertThat(new Secrets(List.of(path)).hidden(json(data))).isEqualTo(json(shown));
  }

  @Test
  void hiding_leaves_the_data_itself_alone() {
    var data = json("{\"child\":{\"token\":\"t\"}}");

    new Secrets(List.of("child.token")).hidden(data);

    assertThat(data).isEqualTo(json("{\"child\":{\"token\":\"t\"}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"value":"********"}                 | {"value":"hush"}
          {"value":"new"}                      | {"value":"new"}
          {"value":null}                       | {"value":null}
          {"child":{"token":"********","b":2}} | {"child":{"token":"deep","b":2}}
          {"plain":"********"}                 | {"plain":"********"}
          {"list":[{"k":"********"},{"k":"********"}]} | {"list":[{"k":"first"},{"k":"********"}]}
          """)
  void a_secret_sent_back_hidden_stays_as_it_was(String update, String result) {
    var stored =
        json(
            """
            {"value":"hush","child":{"token":"deep","b":1},"plain":"p","list":[{"k":"first"}]}
            """);

    assertThat(
            new Secrets(List.of("value", "child.token", "list.k")).restored(json(update), stored))
        .isEqualTo(json(result));
  }

  private static Map<String, Object> json(String text) {
    try {
      return Json.mapper().readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
