package dev.rigel.server.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SchemaFieldsTest {
  static final List<String> BUILT_IN = BlockDefinition.SLUGS;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {} | f8e6e96abbc38504d4e9c99fc57281fa0026bede1fa42db79f22f984501710f4
          {"title":"x"} | 3a78445b02bd0cd93223227bc469ab15478a6f2b96abf3f9dd25d0b40ebdd85e
          {"title":"é","b":1.5,"a":[1,true,null],"secret_fields":["q"],"properties":{"secret_fields":{"z":1}}} | f9e556f5a5c224c9babd3a206e3e78dc16139a3dc7b5d46f7bdc190e44631a85
          """)
  void the_checksums_of_the_contract_come_out(String fields, String checksum) {
    assertThat(SchemaFields.checksum(fields(fields))).isEqualTo("sha256:" + checksum);
  }

  @ParameterizedTest
  @CsvSource({
    "process, 47c4ac364708f4a6f27fb10b18086ad92c0a53fbbdd9ba07c030467067979f84",
    "local-file-system, 6db1ab242e7b2b88a52dc137a7da3a373af63e0a103b9a91e060ed54a26f395a",
    "secret, e6b26e0a0240eb112e604608338f863e5ca2f137936e310014bfa2139d0a9b6c",
    "json, ef9b76010e0545bd7f2212029460731f66ccfce289affe4b504cbeb702fc8ea3",
    "date-time, 7943c88ca6ab22804082b595b9847d035a1364bdb23474c927317bcab9cb5d9c",
  })
  void the_built_in_types_of_the_reference_have_its_checksums(String slug, String checksum) {
    assertThat(SchemaFields.checksum(BlockDefinition.of(slug).fields()))
        .isEqualTo("sha256:" + checksum);
  }

  @Test
  void the_string_block_of_the_reference_has_its_checksum() {
    var fields =
        fields(
            """
            {"title":"String","description":"A block that represents a string","type":"object",
             "properties":{"value":{"title":"Value","description":"A string value.","type":"string"}},
             "required":["value"],"block_type_slug":"string","secret_fields":[],
             "block_schema_references":{}}
            """);

    assertThat(SchemaFields.checksum(fields))
        .isEqualTo("sha256:e9f3f43e55b73bc94ee2a355f1e4ef7064645268cba22571c2a95d90a2af8dd0");
  }

  @ParameterizedTest
  @FieldSource("BUILT_IN")
  void every_definition_states_its_own_checksum_and_slug(String slug) {
    var definition = BlockDefinition.of(slug);

    assertThat(definition.checksum()).isEqualTo(SchemaFields.checksum(definition.fields()));
    assertThat(definition.type().slug()).isEqualTo(slug);
    assertThat(definition.fields()).containsEntry("block_type_slug", slug);
  }

  @TestFactory
  Stream<DynamicTest> schemas_hashed_by_prefect_2_6_9_have_the_same_checksum() throws IOException {
    return elements("schemas")
        .map(
            schema ->
                DynamicTest.dynamicTest(
                    schema.get("checksum").textValue(),
                    () ->
                        assertThat(SchemaFields.checksum(fields(schema.get("fields").toString())))
                            .isEqualTo(schema.get("checksum").textValue())));
  }

  @Test
  void floats_have_the_text_that_python_gives_them() throws IOException {
    assertThat(elements("floats"))
        .allSatisfy(
            number ->
                assertThat(PythonJson.write(Double.parseDouble(number.get(0).textValue())))
                    .isEqualTo(number.get(1).textValue()));
  }

  @Test
  void definitions_that_refer_to_themselves_come_to_an_end() {
    var definitions =
        fields(
            """
            {"Tree":{"properties":{"left":{"$ref":"#/definitions/Tree"},"leaf":{"$ref":"#/definitions/Leaf"}}},
             "Leaf":{"properties":{"tree":{"$ref":"#/definitions/Tree"}}},"Other":{"type":"object"}}
            """);

    var found = SchemaFields.plainDefinitions(Map.of("$ref", "#/definitions/Tree"), definitions);

    assertThat(found).containsOnlyKeys("Tree", "Leaf");
  }

  private static Stream<JsonNode> elements(String part) throws IOException {
    try (var in = SchemaFieldsTest.class.getResourceAsStream("python-checksums.json")) {
      return StreamSupport.stream(Json.mapper().readTree(in).get(part).spliterator(), false);
    }
  }

  private static Map<String, Object> fields(String json) {
    try {
      return Json.mapper().readValue(json, new TypeReference<>() {});
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
