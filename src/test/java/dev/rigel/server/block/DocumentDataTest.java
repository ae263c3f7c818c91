package dev.rigel.server.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rigel.server.platform.Problem;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentDataTest {
  private static final UUID OTHER = UUID.randomUUID();

  @Test
  void only_references_at_top_level_are_taken_out() {
    Map<String, Object> deep = Map.of("deeper", reference(OTHER.toString()));

    var data = DocumentData.of(Map.of("a", 1, "b", reference(OTHER.toString()), "c", deep));

    assertThat(data.values()).isEqualTo(Map.of("a", 1, "c", deep));
    assertThat(data.references()).isEqualTo(Map.of("b", OTHER));
  }

  static Stream<Map<String, Object>> malformed() {
    return Stream.of(
        Map.of("$ref", Map.of()),
        Map.of("$ref", "text"),
        Map.of("$ref", List.of(OTHER.toString())),
        Map.of("$ref", Map.of("block_document_id", 17)),
        reference("no id"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void a_reference_without_an_id_is_refused_with_400(Map<String, Object> reference) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> DocumentData.of(Map.of("a", reference)))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
  }

  @Test
  void laid_over_stored_data_the_given_keys_win_and_the_others_stay() {
    var stored = new DocumentData(Map.of("a", 1, "b", 2, "c", 3), Map.of("x", OTHER, "y", OTHER));
    var replacement = UUID.randomUUID();

    var merged =
        new DocumentData(Map.of("a", 10, "x", "inline"), Map.of("b", replacement)).over(stored);

    assertThat(merged.values()).isEqualTo(Map.of("a", 10, "c", 3, "x", "inline"));
    assertThat(merged.references()).isEqualTo(Map.of("b", replacement, "y", OTHER));
  }

  private static Map<String, Object> reference(String id) {
    return Map.of("$ref", Map.of("block_document_id", id));
  }
}
