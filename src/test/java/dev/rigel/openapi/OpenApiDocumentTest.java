package dev.rigel.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  private static final Path FILE = Path.of("src/main/resources/META-INF/openapi.json");

  @Test
  void the_published_document_is_what_the_contract_says() throws IOException {
    var wanted = pretty(OpenApiDocument.ofTheContract());

    WrittenFile.demand(FILE, wanted, "the contract has changed");
  }

  @Test
  void every_reference_leads_somewhere() throws IOException {
    var document = OpenApiDocument.ofTheContract();

    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void operation_ids_are_unique() throws IOException {
    assertThat(OpenApiDocument.ofTheContract().findValuesAsText("operationId"))
        .hasSizeGreaterThan(80)
        .doesNotHaveDuplicates();
  }

  @Test
  void every_operation_says_in_words_what_it_does() throws IOException {
    assertThat(OpenApiDocument.ofTheContract().path("paths").findValuesAsText("summary"))
        .noneMatch(String::isBlank);
  }

  @Test
  void a_create_body_has_required_fields_defaults_and_nulls_as_the_reader_has() throws IOException {
    var queue = schema("WorkQueueCreate");

    assertThat(queue.path("required")).containsExactly(json("\"name\""));
    assertThat(queue.path("additionalProperties")).isEqualTo(json("false"));
    assertThat(queue.at("/properties/is_paused"))
        .isEqualTo(json("{\"type\":\"boolean\",\"default\":false}"));
    assertThat(queue.at("/properties/concurrency_limit/nullable").asBoolean()).isTrue();
    assertThat(queue.at("/properties/name/nullable").isMissingNode()).isTrue();
  }

  /** Both made generated clients that did not compile, or could not read their answers. */
  @Test
  void nullable_has_a_type_beside_it_and_a_reference_only_plain_defaults() throws IOException {
    var document = OpenApiDocument.ofTheContract();

    assertThat(document.findParents("nullable")).isNotEmpty().allMatch(s -> s.has("type"));
    assertThat(document.findParents("allOf"))
        .noneMatch(s -> s.has("default") && (s.has("nullable") || s.path("default").isObject()));
  }

  /** A generated client has no way to choose where neither a discriminator nor a constant does. */
  @Test
  void a_schedule_is_one_object_with_the_keys_of_all_kinds() throws IOException {
    var schedule = schema("Schedule");

    assertThat(schedule.path("properties").fieldNames())
        .toIterable()
        .containsExactly("interval", "anchor_date", "timezone", "cron", "day_or", "rrule");
    assertThat(schedule.has("required")).isFalse();
    assertThat(schedule.findValues("default")).isEmpty();
  }

  @Test
  void the_version_is_that_of_the_product() throws IOException {
    assertThat(OpenApiDocument.ofTheContract().at("/info/version").asText())
        .matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
  }

  @Test
  void unions_are_told_apart() throws IOException {
    assertThat(schema("ResponseDetails").at("/discriminator/mapping/wait_details").asText())
        .isEqualTo("#/components/schemas/ResponseDetailsWait");
    assertThat(schema("ResponseDetailsWait").at("/properties/type/enum"))
        .containsExactly(json("\"wait_details\""));
  }

  @Test
  void statuses_come_from_the_doc_comments() throws IOException {
    var responses =
        OpenApiDocument.ofTheContract().path("paths").path("/api/flow_runs/").at("/post/responses");

    assertThat(responses.fieldNames())
        .toIterable()
        .containsExactly("200", "201", "400", "409", "422", "503");
  }

  private static JsonNode schema(String name) throws IOException {
    return OpenApiDocument.ofTheContract().at("/components/schemas/" + name);
  }

  private static JsonNode json(String text) throws IOException {
    return Json.mapper().readTree(text);
  }

  private static String pretty(JsonNode document) throws IOException {
    var lines = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    return Json.mapper().writer(printer).writeValueAsString(document) + "\n";
  }
}
