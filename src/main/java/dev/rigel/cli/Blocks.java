package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.block.BlockDocumentCreateBuilder;
import dev.rigel.contract.block.BlockSchemaFilterBuilder;
import dev.rigel.contract.block.BlockSchemaQuery;
import dev.rigel.contract.block.BlockSchemaResponse;
import dev.rigel.contract.block.BlockTypeResponse;
import dev.rigel.contract.query.Match;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Stores the blocks that deployment files describe, and finds those they name. */
final class Blocks {
  private static final String TYPE = "_block_type_slug";
  private static final String NAME = "_block_document_name";
  private static final String ANONYMOUS = "_is_anonymous";

  private final ApiClient api;

  Blocks(ApiClient api) {
    this.api = api;
  }

  /**
   * The id of a block's document: of the stored one that it names, or of a new anonymous one.
   *
   * @throws Failure if there is no such block, or the values do not fit its type
   */
  UUID document(Map<String, Object> block) {
    var slug = String.valueOf(block.get(TYPE));
    return block.get(NAME) instanceof String name && !Boolean.TRUE.equals(block.get(ANONYMOUS))
        ? stored(slug, name)
        : anonymous(slug, values(block));
  }

  private UUID stored(String slug, String name) {
    return ifFound(() -> api.blockTypes().documentByName(slug, name, false).id())
        .orElseThrow(() -> new Failure("Block '%s/%s' not found!".formatted(slug, name)));
  }

  private UUID anonymous(String slug, Map<String, Object> values) {
    var definition =
        BlockDefinition.SLUGS.contains(slug) ? Optional.of(BlockDefinition.of(slug)) : NONE;
    definition.ifPresent(known -> new BlockValues(slug, known.fields()).check(values));
    var type = type(slug, definition);
    var schema = definition.map(known -> schema(type, known)).orElseGet(() -> newestSchema(type));
    return api.blockDocuments()
        .create(
            BlockDocumentCreateBuilder.builder()
                .data(values)
                .blockSchemaId(schema.id())
                .blockTypeId(type.id())
                .isAnonymous(true)
                .build())
        .id();
  }

  private static final Optional<BlockDefinition> NONE = Optional.empty();

  private static Map<String, Object> values(Map<String, Object> block) {
    var values = new LinkedHashMap<>(block);
    // the reference writes these beside the values
    values.keySet().removeIf(key -> key.startsWith("_") || key.equals("block_type_slug"));
    return values;
  }

  private BlockTypeResponse type(String slug, Optional<BlockDefinition> definition) {
    return ifFound(() -> api.blockTypes().readBySlug(slug))
        .or(() -> definition.map(known -> api.blockTypes().create(known.type())))
        .orElseThrow(() -> new Failure("Block type '%s' not found!".formatted(slug)));
  }

  private BlockSchemaResponse schema(BlockTypeResponse type, BlockDefinition definition) {
    return ifFound(
            () -> api.blockSchemas().readByChecksum(definition.checksum(), definition.version()))
        .orElseGet(() -> api.blockSchemas().create(definition.schema(type.id())));
  }

  private BlockSchemaResponse newestSchema(BlockTypeResponse type) {
    var ofType =
        BlockSchemaFilterBuilder.builder().blockTypeId(new Match.Ids(List.of(type.id()))).build();
    return api.blockSchemas().filter(new BlockSchemaQuery(ofType, 1, 0)).stream()
        .findFirst()
        .orElseThrow(() -> new Failure("Block type '%s' has no schema.".formatted(type.slug())));
  }

  private static <T> Optional<T> ifFound(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
