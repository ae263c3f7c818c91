package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.block.BlockDocumentCreate;
import dev.rigel.contract.block.BlockDocumentCreateBuilder;
import dev.rigel.contract.block.BlockDocumentUpdate;
import dev.rigel.contract.block.BlockSchemaCreate;
import dev.rigel.contract.block.BlockSchemaResponse;
import dev.rigel.contract.block.BlockTypeCreateBuilder;
import dev.rigel.contract.block.BlockTypeResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What deployments and agents need of blocks. */
@OnServer
class BlocksIT {
  private static final Map<String, Object> FIELDS =
      Map.of(
          "title",
          "Machine",
          "type",
          "object",
          "properties",
          Map.of(
              "host", Map.of("title", "Host", "type", "string"),
              "password",
                  Map.of(
                      "title",
                      "Password",
                      "type",
                      "string",
                      "writeOnly",
                      true,
                      "format",
                      "password")),
          "secret_fields",
          List.of("password"));

  private final ApiClient api;

  BlocksIT(Rigel rigel) {
    api = rigel.api();
  }

  @Test
  void the_types_that_agents_run_are_there_from_the_start() {
    assertThat(api.blockTypes().readBySlug("process").isProtected()).isTrue();
    assertThat(api.blockTypes().readBySlug("batch-job").slug()).isEqualTo("batch-job");
  }

  @Test
  void a_protected_type_stays() {
    var process = api.blockTypes().readBySlug("process");

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.blockTypes().delete(process.id()))
        .satisfies(e -> assertThat(e.status()).isEqualTo(403))
        .satisfies(
            e -> assertThat(e.detail()).isEqualTo("protected block types cannot be deleted."));
  }

  @Test
  void one_checksum_and_version_make_one_schema() {
    var type = type();

    var first = schema(type, "1");

    assertThat(schema(type, "1").id()).isEqualTo(first.id());
    assertThat(first.checksum()).startsWith("sha256:");
    assertThat(first.fields()).containsAllEntriesOf(FIELDS);
    assertThat(api.blockSchemas().readByChecksum(first.checksum(), "1").id()).isEqualTo(first.id());
  }

  @Test
  void secrets_are_shown_only_to_those_who_ask() {
    var schema = schema(type(), "1");
    var made =
        api.blockDocuments()
            .create(
                document(
                    schema, "secretive-" + schema.id(), Map.of("host", "a", "password", "pw")));

    assertThat(made.data()).containsEntry("password", "********").containsEntry("host", "a");
    assertThat(api.blockDocuments().read(made.id(), true).data()).containsEntry("password", "pw");
    assertThat(api.blockDocuments().read(made.id(), false).data()).doesNotContainValue("pw");
  }

  @Test
  void a_change_merges_unless_told_to_replace() {
    var schema = schema(type(), "1");
    var made = api.blockDocuments().create(document(schema, null, Map.of("host", "a", "port", 1)));

    api.blockDocuments().update(made.id(), new BlockDocumentUpdate(Map.of("port", 2), true));
    assertThat(api.blockDocuments().read(made.id(), true).data())
        .isEqualTo(Map.of("host", "a", "port", 2));

    api.blockDocuments().update(made.id(), new BlockDocumentUpdate(Map.of("port", 3), false));
    assertThat(api.blockDocuments().read(made.id(), true).data()).isEqualTo(Map.of("port", 3));
  }

  @Test
  void a_taken_name_is_a_conflict() {
    var schema = schema(type(), "1");
    var document = document(schema, "taken-" + schema.id(), Map.of());
    api.blockDocuments().create(document);

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.blockDocuments().create(document))
        .satisfies(e -> assertThat(e.isConflict()).isTrue())
        .withMessageContaining("Block already exists");
  }

  @Test
  void a_document_is_found_by_type_and_name() {
    var type = type();
    var schema = schema(type, "1");
    var made = api.blockDocuments().create(document(schema, "named", Map.of("host", "a")));

    assertThat(api.blockTypes().documentByName(type.slug(), "named", false).id())
        .isEqualTo(made.id());
    api.blockDocuments().delete(made.id());
    assertThat(api.blockTypes().documents(type.slug(), false)).isEmpty();
  }

  private BlockTypeResponse type() {
    var slug = "machine-" + UUID.randomUUID();
    return api.blockTypes().create(BlockTypeCreateBuilder.builder().name(slug).slug(slug).build());
  }

  /** The type's slug is part of its fields, as clients have it: equal fields are one schema. */
  private BlockSchemaResponse schema(BlockTypeResponse type, String version) {
    var fields = new HashMap<>(FIELDS);
    fields.put("block_type_slug", type.slug());
    return api.blockSchemas()
        .create(new BlockSchemaCreate(fields, type.id(), List.of("run-infrastructure"), version));
  }

  private static BlockDocumentCreate document(
      BlockSchemaResponse schema, String name, Map<String, Object> data) {
    return BlockDocumentCreateBuilder.builder()
        .name(name)
        .data(data)
        .blockSchemaId(schema.id())
        .blockTypeId(schema.blockTypeId())
        .isAnonymous(name == null)
        .build();
  }
}
