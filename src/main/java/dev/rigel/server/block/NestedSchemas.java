package dev.rigel.server.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Schemas with those nested in them, read from the database: puts the fields together again as they
 * were sent. Each schema is visited once, so references in a circle come to an end.
 *
 * @param schemas by id: the ones wanted and every one below them
 * @param types by id: the types of all these schemas
 * @param references by the id of the schema that holds them
 */
record NestedSchemas(
    Map<UUID, BlockSchema> schemas,
    Map<UUID, BlockType> types,
    Map<UUID, List<BlockSchemaReference>> references) {

  /** The whole fields of a schema: its own, its references, the definitions of the nested ones. */
  Map<String, Object> fields(BlockSchema schema) {
    var fields = withReferences(schema);
    var definitions = definitionsOf(schema);
    for (var nested : below(schema)) {
      if (nested.fields().get("title") instanceof String title) {
        var own = withReferences(nested);
        own.remove(SchemaFields.DEFINITIONS);
        definitions.put(title, own);
        definitions.putAll(definitionsOf(nested));
      }
    }
    SchemaFields.setDefinitions(fields, definitions);
    return fields;
  }

  private static Map<String, Object> definitionsOf(BlockSchema schema) {
    return schema.fields().get(SchemaFields.DEFINITIONS) instanceof Map<?, ?> definitions
        ? new LinkedHashMap<>(SchemaFields.object(definitions))
        : new LinkedHashMap<>();
  }

  private Map<String, Object> withReferences(BlockSchema schema) {
    var targets = new LinkedHashMap<String, Set<Map<String, Object>>>();
    for (var reference : of(schema)) {
      targets
          .computeIfAbsent(reference.name(), name -> new LinkedHashSet<>())
          .add(target(Objects.requireNonNull(schemas.get(reference.childId()))));
    }
    var byField = new LinkedHashMap<String, Object>();
    targets.forEach(
        (name, some) -> byField.put(name, some.size() == 1 ? some.iterator().next() : some));
    var fields = new LinkedHashMap<>(schema.fields());
    fields.put(SchemaFields.REFERENCES, byField);
    return fields;
  }

  private Map<String, Object> target(BlockSchema nested) {
    return Map.of(
        "block_type_slug", Objects.requireNonNull(types.get(nested.blockTypeId())).slug(),
        "block_schema_checksum", nested.checksum());
  }

  private Set<BlockSchema> below(BlockSchema schema) {
    var found = new LinkedHashSet<UUID>();
    var next = new ArrayList<>(List.of(schema));
    while (!next.isEmpty()) {
      for (var reference : of(next.remove(0))) {
        if (!reference.childId().equals(schema.id()) && found.add(reference.childId())) {
          next.add(schemas.get(reference.childId()));
        }
      }
    }
    var nested = new LinkedHashSet<BlockSchema>();
    found.forEach(id -> nested.add(schemas.get(id)));
    return nested;
  }

  private List<BlockSchemaReference> of(BlockSchema schema) {
    return references.getOrDefault(schema.id(), List.of());
  }
}
