package dev.rigel.server.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.block.BlockDocumentCreateBuilder;
import dev.rigel.contract.block.BlockDocumentQuery;
import dev.rigel.contract.block.BlockDocumentResponse;
import dev.rigel.contract.block.BlockDocumentUpdate;
import dev.rigel.contract.block.BlockSchemaCreate;
import dev.rigel.contract.block.BlockSchemaQuery;
import dev.rigel.contract.block.BlockSchemaResponse;
import dev.rigel.contract.block.BlockTypeCreate;
import dev.rigel.contract.block.BlockTypeCreateBuilder;
import dev.rigel.contract.block.BlockTypeQuery;
import dev.rigel.contract.block.BlockTypeResponse;
import dev.rigel.contract.block.BlockTypeUpdate;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Json;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What blocks promise, on whatever database a subclass brings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BlocksSuite {
  ServerHarness server;
  BlockTypes types;
  BlockSchemas schemas;
  BlockDocuments documents;

  abstract ServerHarness open();

  @BeforeAll
  void start() {
    server = open();
    types = server.get(BlockTypes.class);
    schemas = server.get(BlockSchemas.class);
    documents = server.get(BlockDocuments.class);
  }

  @BeforeEach
  void empty() throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("delete from block_type");
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  // types

  @Test
  void a_type_is_made_with_its_html_escaped_and_read_by_id_and_slug() {
    var made =
        types.create(
            read(
                BlockTypeCreate.class,
                """
        {"name":"My Type","slug":"my-type","description":"a < b & \\"c\\"","code_example":"<b>",
         "logo_url":"https://example.org/l.png","documentation_url":null}
        """));

    assertThat(made.description()).isEqualTo("a &lt; b &amp; \"c\"");
    assertThat(made.codeExample()).isEqualTo("&lt;b&gt;");
    assertThat(made.logoUrl()).isEqualTo("https://example.org/l.png");
    assertThat(made.isProtected()).isFalse();
    assertThat(types.read(made.id())).isEqualTo(made);
    assertThat(types.readBySlug("my-type")).isEqualTo(made);
  }

  @Test
  void a_slug_in_use_is_a_conflict_and_a_reserved_name_forbidden() {
    type("taken");

    assertRefused(
        409,
        "Block type with name \"Other\" already exists",
        () -> types.create(named("Other", "taken")));
    assertRefused(
        403,
        "Block type names beginning with 'Prefect' are reserved.",
        () -> types.create(named("pReFeCt x", "x")));
  }

  @Test
  void texts_of_a_type_change_where_they_are_given() {
    var type = type("t");
    server.clock().advance(Duration.ofSeconds(5));

    types.update(type.id(), read(BlockTypeUpdate.class, "{\"description\":\"new\"}"));
    types.update(type.id(), read(BlockTypeUpdate.class, "{\"logo_url\":\"http://x.org/y\"}"));

    var changed = types.read(type.id());
    assertThat(changed.description()).isEqualTo("new");
    assertThat(changed.logoUrl()).isEqualTo("http://x.org/y");
    assertThat(changed.updated()).isEqualTo(type.updated().plusSeconds(5));
    types.update(type.id(), read(BlockTypeUpdate.class, "{\"logo_url\":null}"));
    assertThat(types.read(type.id()).logoUrl()).isNull();
  }

  @Test
  void unknown_types_are_not_found() {
    var id = UUID.randomUUID();

    assertRefused(404, "Block type not found", () -> types.read(id));
    assertRefused(404, "Block type not found", () -> types.readBySlug("no"));
    assertRefused(
        404, "Block type not found", () -> types.update(id, read(BlockTypeUpdate.class, "{}")));
    assertRefused(404, "Block type not found", () -> types.delete(id));
    assertRefused(404, "Block type not found", () -> documents.ofType("no", false));
  }

  @Test
  void a_deleted_type_takes_schemas_and_documents_with_it() {
    var type = type("t");
    var schema = schema(type, "{\"title\":\"T\"}");
    var document = document("d", schema, "{}");

    types.delete(type.id());

    assertRefused(404, "Block schema not found", () -> schemas.read(schema.id()));
    assertRefused(404, "Block document not found", () -> documents.read(document.id(), false));
  }

  @Test
  void types_are_listed_by_name_and_filtered_by_name_slug_and_schemas() {
    schema(type("bb"), "{\"title\":\"B\"}", "run", "walk");
    schema(type("aa"), "{\"title\":\"A\"}", "run");
    type("cc");

    assertThat(slugs("{}")).containsExactly("aa", "bb", "cc");
    assertThat(slugs("{\"limit\":1,\"offset\":1}")).containsExactly("bb");
    assertThat(slugs("{\"block_types\":{\"name\":{\"like_\":\"TYPE B\"}}}")).containsExactly("bb");
    assertThat(slugs("{\"block_types\":{\"slug\":{\"any_\":[\"cc\",\"aa\"]}}}"))
        .containsExactly("aa", "cc");
    assertThat(slugs("{\"block_schemas\":{}}")).containsExactly("aa", "bb");
    assertThat(slugs("{\"block_schemas\":{\"block_capabilities\":{\"all_\":[\"walk\",\"run\"]}}}"))
        .containsExactly("bb");
  }

  private List<String> slugs(String query) {
    return types.list(read(BlockTypeQuery.class, query)).stream()
        .map(BlockTypeResponse::slug)
        .toList();
  }

  // schemas

  @Test
  void a_schema_is_made_once_for_its_checksum_and_version() {
    var type = type("t");
    var create = new BlockSchemaCreate(json("{\"title\":\"x\"}"), type.id(), List.of("run"), "1.0");

    var made = schemas.create(create);
    var again = schemas.create(create);
    var otherVersion =
        schemas.create(new BlockSchemaCreate(create.fields(), type.id(), List.of(), "2.0"));

    assertThat(made.isNew()).isTrue();
    assertThat(again.isNew()).isFalse();
    assertThat(again.value()).isEqualTo(made.value());
    assertThat(otherVersion.isNew()).isTrue();
    assertThat(made.value().checksum())
        .isEqualTo("sha256:3a78445b02bd0cd93223227bc469ab15478a6f2b96abf3f9dd25d0b40ebdd85e");
    assertThat(made.value().fields())
        .isEqualTo(json("{\"title\":\"x\",\"block_schema_references\":{}}"));
    assertThat(made.value().blockType()).isEqualTo(type);
    assertThat(made.value().capabilities()).containsExactly("run");
    assertThat(schemas.read(made.value().id())).isEqualTo(made.value());
  }

  @Test
  void a_checksum_finds_its_version_or_the_newest() {
    var type = type("t");
    var fields = json("{\"title\":\"x\"}");
    var first = schemas.create(new BlockSchemaCreate(fields, type.id(), List.of(), "1")).value();
    server.clock().advance(Duration.ofMillis(1));
    var second = schemas.create(new BlockSchemaCreate(fields, type.id(), List.of(), "2")).value();

    assertThat(schemas.readByChecksum(first.checksum(), null).id()).isEqualTo(second.id());
    assertThat(schemas.readByChecksum(first.checksum(), "1").id()).isEqualTo(first.id());
    assertRefused(
        404, "Block schema not found", () -> schemas.readByChecksum(first.checksum(), "3"));
    assertRefused(404, "Block schema not found", () -> schemas.readByChecksum("sha256:none", null));
  }

  @Test
  void schemas_are_listed_newest_first_and_filtered() {
    var type = type("t");
    var old = schema(type, "{\"title\":\"1\"}", "run");
    server.clock().advance(Duration.ofMillis(1));
    var recent = schema(type("u"), "{\"title\":\"2\"}", "run", "walk");

    assertThat(schemaIds("{}")).containsExactly(recent.id(), old.id());
    assertThat(
            schemaIds("{\"block_schemas\":{\"block_type_id\":{\"any_\":[\"" + type.id() + "\"]}}}"))
        .containsExactly(old.id());
    assertThat(schemaIds("{\"block_schemas\":{\"block_capabilities\":{\"all_\":[\"walk\"]}}}"))
        .containsExactly(recent.id());
    assertThat(
            schemaIds(
                "{\"block_schemas\":{\"operator\":\"or_\",\"id\":{\"any_\":[\""
                    + old.id()
                    + "\"]},\"version\":{\"any_\":[\"none\"]}}}"))
        .containsExactly(old.id());
    assertThat(schemas.capabilities()).containsExactlyInAnyOrder("run", "walk");
  }

  private List<UUID> schemaIds(String query) {
    return schemas.list(read(BlockSchemaQuery.class, query)).stream()
        .map(BlockSchemaResponse::id)
        .toList();
  }

  @Test
  void a_schema_needs_a_type_and_a_protected_one_stays() {
    server.get(BuiltInBlocks.class).register();
    var process = schemas.readByChecksum(BlockDefinition.of("process").checksum(), "2.6.9");
    var unknown = UUID.randomUUID();

    assertRefused(
        404,
        "Block type " + unknown + " not found.",
        () -> schemas.create(new BlockSchemaCreate(Map.of(), unknown, List.of(), "1")));
    assertRefused(404, "Block schema not found", () -> schemas.delete(unknown));
    assertRefused(
        403,
        "Block schemas for protected block types cannot be deleted.",
        () -> schemas.delete(process.id()));
    assertRefused(
        403, "protected block types cannot be deleted.", () -> types.delete(process.blockTypeId()));
  }

  @Test
  void a_deleted_schema_takes_its_documents_with_it() {
    var schema = schema(type("t"), "{\"title\":\"x\"}");
    var document = document("d", schema, "{}");

    schemas.delete(schema.id());

    assertRefused(404, "Block schema not found", () -> schemas.read(schema.id()));
    assertRefused(404, "Block document not found", () -> documents.read(document.id(), false));
  }

  @Test
  void many_clients_that_register_one_schema_at_once_all_succeed() throws Exception {
    var type = type("t");
    var clients = 8;
    var together = new CyclicBarrier(clients);
    var pool = Executors.newFixedThreadPool(clients);
    try {
      for (int round = 0; round < 10; round++) {
        var fields = json("{\"title\":\"race " + round + "\"}");
        var create = new BlockSchemaCreate(fields, type.id(), List.of(), "1");
        Callable<UUID> client =
            () -> {
              together.await();
              return schemas.create(create).value().id();
            };
        var ids = new HashSet<UUID>();
        for (var id : pool.invokeAll(Collections.nCopies(clients, client))) {
          ids.add(id.get());
        }
        assertThat(ids).hasSize(1);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  // nested schemas

  private static final String INNER =
      "{\"title\":\"Inner\",\"type\":\"object\",\"properties\":{\"token\":{\"type\":\"string\"}},\"block_type_slug\":\"inner\",\"secret_fields\":[\"token\"],\"block_schema_references\":{}}";

  private static String outer(String innerChecksum) {
    return """
        {"title":"Outer","type":"object","block_type_slug":"outer",
         "properties":{"inner":{"$ref":"#/definitions/Inner"},"plain":{"$ref":"#/definitions/Plain"}},
         "secret_fields":["inner.token"],
         "block_schema_references":{"inner":{"block_type_slug":"inner","block_schema_checksum":"%s"}},
         "definitions":{"Inner":%s,"Plain":{"type":"object","title":"Plain"}}}
        """
        .formatted(innerChecksum, INNER);
  }

  @Test
  void a_nested_schema_is_read_back_as_it_was_sent() {
    var inner = schema(type("inner"), INNER);
    var sent = json(outer(inner.checksum()));

    var made =
        schemas.create(new BlockSchemaCreate(sent, type("outer").id(), List.of(), "1")).value();

    assertThat(made.fields()).isEqualTo(sent);
    assertThat(made.checksum()).isEqualTo(SchemaFields.checksum(sent));
    assertThat(schemas.readByChecksum(made.checksum(), "1")).isEqualTo(made);
    assertThat(schemas.list(read(BlockSchemaQuery.class, "{}"))).contains(made);
  }

  @Test
  void a_nested_schema_that_is_missing_is_made_from_its_definition() {
    var innerType = type("inner");
    // as the client computes it: the definitions of the outer schema are no part of it
    var checksum = SchemaFields.checksum(json(INNER));
    var sent =
        json(
            outer(checksum)
                .replace(",\"plain\":{\"$ref\":\"#/definitions/Plain\"}", "")
                .replace(",\"Plain\":{\"type\":\"object\",\"title\":\"Plain\"}", ""));

    var made =
        schemas.create(new BlockSchemaCreate(sent, type("outer").id(), List.of(), "1")).value();

    var inner = schemas.readByChecksum(checksum, null);
    assertThat(inner.blockTypeId()).isEqualTo(innerType.id());
    assertThat(inner.version()).isEqualTo("non-versioned");
    assertThat(inner.fields()).isEqualTo(json(INNER));
    assertThat(made.fields()).isEqualTo(sent);
  }

  @Test
  void a_field_may_allow_blocks_of_several_types() {
    var a = schema(type("a"), INNER.replace("inner", "a").replace("Inner", "A"));
    var b = schema(type("b"), INNER.replace("inner", "b").replace("Inner", "B"));
    var sent =
        json(
            """
            {"title":"Union","block_type_slug":"union","secret_fields":[],
             "properties":{"x":{"anyOf":[{"$ref":"#/definitions/A"},{"$ref":"#/definitions/B"}]}},
             "block_schema_references":{"x":[{"block_type_slug":"a","block_schema_checksum":"%s"},
                                             {"block_type_slug":"b","block_schema_checksum":"%s"}]},
             "definitions":{"A":%s,"B":%s}}
            """
                .formatted(
                    a.checksum(),
                    b.checksum(),
                    Json.mapper().valueToTree(a.fields()),
                    Json.mapper().valueToTree(b.fields())));

    var made =
        schemas.create(new BlockSchemaCreate(sent, type("union").id(), List.of(), "1")).value();

    var references = (Map<?, ?>) made.fields().get("block_schema_references");
    assertThat((Iterable<?>) references.get("x"))
        .map(Object.class::cast)
        .containsExactlyInAnyOrder(
            Map.of("block_type_slug", "a", "block_schema_checksum", a.checksum()),
            Map.of("block_type_slug", "b", "block_schema_checksum", b.checksum()));
    assertThat(((Map<?, ?>) made.fields().get("definitions")).keySet())
        .map(Objects::toString)
        .containsExactlyInAnyOrder("A", "B");
  }

  @Test
  void a_nested_schema_of_an_unknown_type_is_a_conflict_and_changes_nothing() {
    var type = type("outer");

    assertRefused(
        409,
        "Cannot create block schema because block type 'inner' was not found. Did you forget to register the block type?",
        () ->
            schemas.create(
                new BlockSchemaCreate(json(outer("sha256:x")), type.id(), List.of(), "1")));
    assertThat(schemas.list(read(BlockSchemaQuery.class, "{}"))).isEmpty();
  }

  @Test
  void references_that_do_not_fit_are_refused() {
    var type = type("inner");
    for (var references :
        List.of(
            "[]",
            "\"text\"",
            "{\"inner\":\"text\"}",
            "{\"inner\":{\"block_type_slug\":\"inner\"}}",
            "{\"inner\":[null]}",
            "{\"inner\":{\"block_type_slug\":\"inner\",\"block_schema_checksum\":\"sha256:missing\"}}")) {
      var fields = json("{\"title\":\"T\",\"block_schema_references\":" + references + "}");
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(
              () -> schemas.create(new BlockSchemaCreate(fields, type.id(), List.of(), "1")))
          .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    }
    assertThat(schemas.list(read(BlockSchemaQuery.class, "{}"))).isEmpty();
  }

  @Test
  void a_definition_that_nests_itself_comes_to_an_end() {
    var type = type("loop");
    var loop =
        """
        {"title":"Loop","block_type_slug":"loop","properties":{"next":{"$ref":"#/definitions/Loop"}},
         "block_schema_references":{"next":{"block_type_slug":"loop","block_schema_checksum":"sha256:none"}}
        """;
    var fields = json(loop + ",\"definitions\":{\"Loop\":" + loop + "}}}");

    var made = schemas.create(new BlockSchemaCreate(fields, type.id(), List.of(), "1")).value();

    assertThat(schemas.read(made.id())).isEqualTo(made);
    assertThat(((Map<?, ?>) made.fields().get("block_schema_references")).keySet())
        .map(Objects::toString)
        .containsExactly("next");
  }

  // documents

  @Test
  void a_document_is_stored_encrypted_and_shown_without_its_secrets() throws SQLException {
    var schema = secretSchema();

    var made = document("my-secret", schema, "{\"value\":\"hush-hush\",\"note\":\"n\"}");

    assertThat(made.data()).isEqualTo(Map.of("value", "********", "note", "n"));
    assertThat(made.blockSchema()).isEqualTo(schemas.read(schema.id()));
    assertThat(made.blockType()).isEqualTo(types.read(schema.blockTypeId()));
    assertThat(made.blockDocumentReferences()).isEmpty();
    assertThat(documents.read(made.id(), false)).isEqualTo(made);
    assertThat(documents.read(made.id(), true).data())
        .isEqualTo(Map.of("value", "hush-hush", "note", "n"));
    assertThat(storedData()).startsWith("v1:").doesNotContain("hush").doesNotContain("note");
  }

  private String storedData() throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select data from block_document")) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void a_document_has_a_name_of_its_own_within_its_type() {
    var schema = secretSchema();
    document("one", schema, "{}");
    document("one", schema(type("other"), "{\"title\":\"O\"}"), "{}");

    assertRefused(409, "Block already exists", () -> document("one", schema, "{}"));
  }

  @Test
  void an_anonymous_document_gets_a_random_name() {
    var schema = secretSchema();
    var anonymous = of(schema, null).isAnonymous(true).build();

    var first = documents.create(anonymous);
    var second = documents.create(anonymous);

    assertThat(first.name()).matches("anonymous-[0-9a-f-]{36}").isNotEqualTo(second.name());
    assertThat(first.isAnonymous()).isTrue();
  }

  @Test
  void a_document_of_an_unknown_schema_or_type_breaks_a_constraint() {
    var schema = secretSchema();

    assertThatThrownBy(
            () -> documents.create(of(schema, "a").blockSchemaId(UUID.randomUUID()).build()))
        .satisfies(this::isIntegrityViolation);
    assertThatThrownBy(
            () -> documents.create(of(schema, "a").blockTypeId(UUID.randomUUID()).build()))
        .satisfies(this::isIntegrityViolation);
    assertThatThrownBy(() -> document("a", schema, "{\"x\":" + reference(UUID.randomUUID()) + "}"))
        .satisfies(this::isIntegrityViolation);
    assertThat(documents.list(read(BlockDocumentQuery.class, "{}"))).isEmpty();
  }

  private void isIntegrityViolation(Throwable thrown) {
    assertThat(thrown)
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("23"));
  }

  @Test
  void documents_are_found_by_type_and_name() {
    var schema = secretSchema();
    var made = document("one", schema, "{\"value\":\"x\"}");
    var anonymous = documents.create(of(schema, "hidden").isAnonymous(true).build());

    assertThat(documents.readByName("vault", "one", false)).isEqualTo(made);
    assertThat(documents.readByName("vault", "one", true).data()).containsEntry("value", "x");
    assertThat(documents.readByName("vault", "hidden", false).id()).isEqualTo(anonymous.id());
    assertThat(documents.ofType("vault", false)).containsExactly(made);
    assertRefused(
        404, "Block document not found", () -> documents.readByName("vault", "two", false));
    assertRefused(
        404, "Block document not found", () -> documents.readByName("none", "one", false));
  }

  @Test
  void documents_are_listed_by_name_without_the_anonymous_unless_asked() {
    var schema = secretSchema();
    var other = schema(type("other"), "{\"title\":\"O\"}", "run");
    document("b", schema, "{\"value\":\"x\"}");
    document("a", other, "{}");
    documents.create(of(schema, "c").isAnonymous(true).build());

    assertThat(names("{}")).containsExactly("a", "b");
    assertThat(names("{\"block_documents\":{}}")).containsExactly("a", "b");
    assertThat(names("{\"block_documents\":{\"is_anonymous\":null}}"))
        .containsExactly("a", "b", "c");
    assertThat(names("{\"block_documents\":{\"is_anonymous\":{\"eq_\":true}}}"))
        .containsExactly("c");
    assertThat(names("{\"block_documents\":{\"name\":{\"any_\":[\"b\",\"c\"]}}}"))
        .containsExactly("b");
    assertThat(names("{\"block_types\":{\"slug\":{\"any_\":[\"vault\"]}}}")).containsExactly("b");
    assertThat(names("{\"block_schemas\":{\"block_capabilities\":{\"all_\":[\"run\"]}}}"))
        .containsExactly("a");
    assertThat(names("{\"limit\":1,\"offset\":1}")).containsExactly("b");
    assertThat(
            documents
                .list(read(BlockDocumentQuery.class, "{\"include_secrets\":true,\"offset\":1}"))
                .get(0)
                .data())
        .containsEntry("value", "x");
  }

  private List<String> names(String query) {
    return documents.list(read(BlockDocumentQuery.class, query)).stream()
        .map(BlockDocumentResponse::name)
        .toList();
  }

  @Test
  void a_patch_lays_new_values_over_the_old_ones() {
    var document = document("d", secretSchema(), "{\"value\":\"x\",\"a\":{\"deep\":1},\"b\":2}");
    server.clock().advance(Duration.ofSeconds(1));

    patch(document, "{\"data\":{\"a\":{\"other\":1},\"c\":3}}");

    assertThat(secrets(document))
        .isEqualTo(json("{\"value\":\"x\",\"a\":{\"other\":1},\"b\":2,\"c\":3}"));
    assertThat(documents.read(document.id(), false).updated())
        .isEqualTo(document.updated().plusSeconds(1));
  }

  @Test
  void a_patch_may_replace_everything() {
    var document = document("d", secretSchema(), "{\"value\":\"x\",\"b\":2}");

    patch(document, "{\"data\":{\"c\":3},\"merge_existing_data\":false}");

    assertThat(secrets(document)).isEqualTo(Map.of("c", 3));
  }

  @Test
  void a_hidden_secret_sent_back_is_no_change() {
    var document = document("d", secretSchema(), "{\"value\":\"x\",\"b\":2}");

    patch(document, "{\"data\":{\"value\":\"********\",\"b\":3}}");
    assertThat(secrets(document)).isEqualTo(Map.of("value", "x", "b", 3));
    patch(document, "{\"data\":{\"value\":\"********\"},\"merge_existing_data\":false}");
    assertThat(secrets(document)).isEqualTo(Map.of("value", "x"));
    patch(document, "{\"data\":{\"value\":\"new\"}}");
    assertThat(secrets(document)).isEqualTo(Map.of("value", "new"));
  }

  @Test
  void unknown_documents_are_not_found() {
    var id = UUID.randomUUID();

    assertRefused(404, "Block document not found", () -> documents.read(id, false));
    assertRefused(
        404,
        "Block document not found",
        () -> documents.update(id, read(BlockDocumentUpdate.class, "{}")));
    assertRefused(404, "Block document not found", () -> documents.delete(id));
    assertThat(documents.exists(id)).isFalse();
  }

  @Test
  void a_deleted_document_is_gone() {
    var document = document("d", secretSchema(), "{}");
    assertThat(documents.exists(document.id())).isTrue();

    documents.delete(document.id());

    assertThat(documents.exists(document.id())).isFalse();
  }

  // documents that refer to others

  @Test
  void a_reference_is_read_as_the_data_of_the_other_document() {
    var inner = document("inner", secretSchema(), "{\"value\":\"deep\",\"n\":1}");
    var plain = schema(type("plain"), "{\"title\":\"P\"}");
    var middle = document("middle", plain, "{\"child\":" + reference(inner.id()) + "}");
    var outer = document("outer", plain, "{\"a\":1,\"middle\":" + reference(middle.id()) + "}");

    assertThat(outer.data())
        .isEqualTo(json("{\"a\":1,\"middle\":{\"child\":{\"value\":\"********\",\"n\":1}}}"));
    assertThat(secrets(outer))
        .isEqualTo(json("{\"a\":1,\"middle\":{\"child\":{\"value\":\"deep\",\"n\":1}}}"));
    assertThat(outer.blockDocumentReferences())
        .isEqualTo(
            Map.of(
                "middle",
                Map.of(
                    "block_document",
                    summary(
                        middle,
                        Map.of("child", Map.of("block_document", summary(inner, Map.of())))))));
    assertThat(documents.list(read(BlockDocumentQuery.class, "{}"))).contains(outer);
  }

  private static Map<String, Object> summary(
      BlockDocumentResponse document, Map<String, Object> references) {
    return Map.of(
        "id", document.id(),
        "name", document.name(),
        "block_type", document.blockType(),
        "is_anonymous", document.isAnonymous(),
        "block_document_references", references);
  }

  @Test
  void a_patch_keeps_adds_replaces_and_removes_references() {
    var schema = secretSchema();
    var one = document("one", schema, "{\"n\":1}");
    var two = document("two", schema, "{\"n\":2}");
    var document =
        document(
            "d", schema, "{\"x\":" + reference(one.id()) + ",\"y\":" + reference(one.id()) + "}");

    patch(document, "{\"data\":{\"b\":1}}");
    assertThat(secrets(document)).isEqualTo(json("{\"x\":{\"n\":1},\"y\":{\"n\":1},\"b\":1}"));
    patch(document, "{\"data\":{\"x\":" + reference(two.id()) + ",\"y\":\"inline\"}}");
    assertThat(secrets(document)).isEqualTo(json("{\"x\":{\"n\":2},\"y\":\"inline\",\"b\":1}"));
    patch(document, "{\"data\":{},\"merge_existing_data\":false}");
    assertThat(secrets(document)).isEmpty();
  }

  @Test
  void the_data_of_a_referred_document_sent_back_as_shown_stays_a_reference() {
    var inner = document("inner", secretSchema(), "{\"value\":\"deep\"}");
    var document = document("d", secretSchema(), "{\"x\":" + reference(inner.id()) + "}");

    patch(document, "{\"data\":{\"x\":{\"value\":\"********\"},\"b\":1}}");

    assertThat(secrets(document)).isEqualTo(json("{\"x\":{\"value\":\"deep\"},\"b\":1}"));
    assertThat(documents.read(document.id(), false).blockDocumentReferences())
        .containsOnlyKeys("x");
  }

  @Test
  void a_malformed_reference_is_refused_and_changes_nothing() {
    var document = document("d", secretSchema(), "{\"b\":1}");

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> patch(document, "{\"data\":{\"b\":2,\"x\":{\"$ref\":{}}}}"))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    assertThat(secrets(document)).isEqualTo(Map.of("b", 1));
  }

  @Test
  void documents_that_refer_to_each_other_in_a_circle_are_still_read() {
    var schema = secretSchema();
    var one = document("one", schema, "{\"n\":1}");
    var two = document("two", schema, "{\"n\":2,\"next\":" + reference(one.id()) + "}");

    patch(one, "{\"data\":{\"next\":" + reference(two.id()) + "}}");

    assertThat(secrets(one))
        .isEqualTo(json("{\"n\":1,\"next\":{\"n\":2,\"next\":" + reference(one.id()) + "}}"));
    patch(one, "{\"data\":{\"n\":3}}");
    assertThat(secrets(one)).containsEntry("n", 3);
  }

  @Test
  void an_avalanche_of_references_is_cut_off() {
    var schema = secretSchema();
    var last = document("leaf", schema, "{\"n\":0}");
    for (int level = 0; level < 6; level++) {
      var data = new LinkedHashMap<String, Object>();
      for (int i = 0; i < 10; i++) {
        data.put("x" + i, Map.of("$ref", Map.of("block_document_id", last.id().toString())));
      }
      last = documents.create(of(schema, "level-" + level).data(data).build());
    }

    var size =
        Json.mapper().valueToTree(documents.read(last.id(), true).data()).toString().length();

    assertThat(size).isLessThan(200_000);
  }

  @Test
  void a_deleted_document_disappears_from_those_that_refer_to_it() {
    var inner = document("inner", secretSchema(), "{\"n\":1}");
    var document = document("d", secretSchema(), "{\"x\":" + reference(inner.id()) + ",\"b\":1}");

    documents.delete(inner.id());

    assertThat(secrets(document)).isEqualTo(Map.of("b", 1));
  }

  // built-in blocks

  @Test
  void built_in_blocks_are_registered_once_and_keep_what_clients_make_of_them() {
    var builtIn = server.get(BuiltInBlocks.class);
    builtIn.register();
    var process = types.readBySlug("process");
    types.update(process.id(), read(BlockTypeUpdate.class, "{\"description\":\"by a client\"}"));

    builtIn.register();

    assertThat(types.readBySlug("process").description()).isEqualTo("by a client");
    assertThat(types.list(new BlockTypeQuery(null, null, null, null)))
        .extracting(BlockTypeResponse::slug)
        .containsExactlyInAnyOrderElementsOf(BlockDefinition.SLUGS);
    assertThat(BlockDefinition.SLUGS)
        .allSatisfy(
            slug -> {
              var definition = BlockDefinition.of(slug);
              var schema = schemas.readByChecksum(definition.checksum(), definition.version());
              assertThat(schema.blockType().slug()).isEqualTo(slug);
              assertThat(schema.blockType().isProtected()).isEqualTo(definition.isProtected());
              assertThat(schema.fields()).isEqualTo(definition.fields());
            });
  }

  @Test
  void a_type_that_a_client_made_before_becomes_protected() {
    types.create(named("Process", "process"));

    server.get(BuiltInBlocks.class).register();

    assertThat(types.readBySlug("process").isProtected()).isTrue();
  }

  // fixtures

  private BlockTypeResponse type(String slug) {
    return types.create(named("Type " + slug, slug));
  }

  private static BlockTypeCreate named(String name, String slug) {
    return BlockTypeCreateBuilder.builder().name(name).slug(slug).build();
  }

  private BlockSchemaResponse schema(
      BlockTypeResponse type, String fields, String... capabilities) {
    return schemas
        .create(
            new BlockSchemaCreate(json(fields), type.id(), List.of(capabilities), "non-versioned"))
        .value();
  }

  BlockSchemaResponse secretSchema() {
    var type =
        types
            .list(read(BlockTypeQuery.class, "{\"block_types\":{\"slug\":{\"any_\":[\"vault\"]}}}"))
            .stream()
            .findFirst()
            .orElseGet(() -> type("vault"));
    return schema(
        type, "{\"title\":\"Vault\",\"secret_fields\":[\"value\"],\"block_schema_references\":{}}");
  }

  BlockDocumentResponse document(String name, BlockSchemaResponse schema, String data) {
    return documents.create(of(schema, name).data(json(data)).build());
  }

  private static BlockDocumentCreateBuilder of(BlockSchemaResponse schema, String name) {
    return BlockDocumentCreateBuilder.builder()
        .name(name)
        .data(Map.of())
        .blockSchemaId(schema.id())
        .blockTypeId(schema.blockTypeId());
  }

  private void patch(BlockDocumentResponse document, String update) {
    documents.update(document.id(), read(BlockDocumentUpdate.class, update));
  }

  private Map<String, Object> secrets(BlockDocumentResponse document) {
    return documents.read(document.id(), true).data();
  }

  private static String reference(UUID document) {
    return "{\"$ref\":{\"block_document_id\":\"" + document + "\"}}";
  }

  private static void assertRefused(int status, String text, ThrowingCallable call) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(call)
        .withMessage(text)
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(status));
  }

  private static <T> T read(Class<T> type, String json) {
    try {
      return BodyReader.read(Json.mapper().readTree(json), type);
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static Map<String, Object> json(String text) {
    try {
      return Json.mapper().readValue(text, new TypeReference<>() {});
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
