package dev.rigel.server.block;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.block.BlockSchemaCreate;
import dev.rigel.server.block.BlockSchemaRepository.NewSchema;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.FoundOrCreated;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stores a schema apart from those nested in it. A nested one that is not there yet is created from
 * its definition in the outer one.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class SchemaRegistration {
  /** Nested references in one schema, at most; real ones have a handful. */
  private static final int MOST_REFERENCES = 100;

  private static final String NESTED_VERSION = "non-versioned";

  @Inject BlockSchemaRepository schemas;
  @Inject BlockTypeRepository types;
  @Inject Clock clock;

  /** Stores a schema, or finds the one of the same checksum and version. */
  FoundOrCreated<BlockSchema> register(BlockSchemaCreate schema) {
    var definitions = definitions(schema.fields());
    return new Registration(definitions)
        .register(schema.fields(), schema.capabilities(), schema.version(), schema.blockTypeId());
  }

  private static Map<String, Object> definitions(Map<String, Object> fields) {
    return fields.get(SchemaFields.DEFINITIONS) instanceof Map<?, ?> definitions
        ? SchemaFields.object(definitions)
        : Map.of();
  }

  /** One outer schema with its definitions, which all nested ones share. */
  private final class Registration {
    private final Map<String, Object> definitions;
    private int references;

    Registration(Map<String, Object> definitions) {
      this.definitions = definitions;
    }

    FoundOrCreated<BlockSchema> register(
        Map<String, Object> fields, List<String> capabilities, String version, UUID typeId) {
      var checksum = SchemaFields.checksum(fields);
      var existing = schemas.findByChecksum(checksum, version);
      if (existing.isPresent()) {
        return new FoundOrCreated<>(existing.get(), false);
      }
      var stored = new LinkedHashMap<>(fields);
      SchemaFields.setDefinitions(stored, SchemaFields.plainDefinitions(fields, definitions));
      stored.remove(SchemaFields.REFERENCES);
      var isNew =
          schemas.insert(
              new NewSchema(checksum, stored, capabilities, version, typeId), Times.now(clock));
      var made = schemas.findByChecksum(checksum, version).orElseThrow();
      if (isNew) {
        registerNested(made, fields);
      }
      return new FoundOrCreated<>(made, isNew);
    }

    private void registerNested(BlockSchema parent, Map<String, Object> fields) {
      var known = new HashSet<Map.Entry<String, UUID>>();
      for (var target : NestedTarget.of(fields)) {
        if (++references > MOST_REFERENCES) {
          throw Problem.detail(
              400, "A block schema takes at most " + MOST_REFERENCES + " nested block references.");
        }
        var child = child(target, fields);
        if (known.add(Map.entry(target.field(), child.id()))) {
          schemas.add(
              new BlockSchemaReference(target.field(), parent.id(), child.id(), Times.now(clock)));
        }
      }
    }

    private BlockSchema child(NestedTarget target, Map<String, Object> fields) {
      var type =
          types
              .findBySlug(target.slug())
              .orElseThrow(
                  () ->
                      Problem.conflict(
                          "Cannot create block schema because block type '"
                              + target.slug()
                              + "' was not found. Did you forget to register the block type?"));
      return schemas
          .findByChecksum(target.checksum(), null)
          .orElseGet(
              () ->
                  register(childFields(target, fields), List.of(), NESTED_VERSION, type.id())
                      .value());
    }

    /** The definition of a nested schema, with all definitions, as its checksum needs them. */
    private Map<String, Object> childFields(NestedTarget target, Map<String, Object> fields) {
      var definition = new LinkedHashMap<>(definitionOf(target, fields));
      SchemaFields.setDefinitions(definition, definitions);
      return definition;
    }

    private Map<String, Object> definitionOf(NestedTarget target, Map<String, Object> fields) {
      var properties = fields.get("properties") instanceof Map<?, ?> map ? map : Map.of();
      var candidates =
          SchemaFields.referredDefinitions(properties.get(target.field())).stream()
              .map(definitions::get)
              .filter(Map.class::isInstance)
              .map(definition -> SchemaFields.object((Map<?, ?>) definition))
              .toList();
      return candidates.stream()
          .filter(
              definition ->
                  candidates.size() == 1 || target.slug().equals(definition.get("block_type_slug")))
          .findFirst()
          .orElseThrow(
              () ->
                  Problem.detail(
                      400,
                      "Unable to create nested block schema for block type '"
                          + target.slug()
                          + "' due to missing definition."));
    }
  }
}
