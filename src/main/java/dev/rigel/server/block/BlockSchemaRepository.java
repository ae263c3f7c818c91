package dev.rigel.server.block;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.block.BlockSchemaQuery;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import dev.rigel.server.query.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Block schemas in the database, and what is nested in them. */
@ApplicationScoped
@Transactional(MANDATORY)
public class BlockSchemaRepository {
  private static final String INSERT =
      """
      insert into block_schema
          (id, created, updated, checksum, fields, capabilities, version, block_type_id)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict do nothing
      """;

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  @Inject EntityManager entities;
  @Inject Rows rows;
  @Inject Filters filters;
  @Inject BlockTypeRepository types;

  /**
   * A schema to insert.
   *
   * @param fields without the schemas nested in them
   */
  record NewSchema(
      String checksum,
      Map<String, Object> fields,
      List<String> capabilities,
      String version,
      UUID blockTypeId) {}

  /**
   * Inserts a schema, unless its checksum is there in this version: many clients register the same
   * one at once, and none of them may fail. Tells whether it did.
   */
  boolean insert(NewSchema schema, OffsetDateTime now) {
    return rows.change(
            INSERT,
            UUID.randomUUID(),
            now,
            now,
            schema.checksum(),
            Columns.json(schema.fields()),
            Columns.Texts.text(schema.capabilities()),
            schema.version(),
            schema.blockTypeId())
        == 1;
  }

  void add(BlockSchemaReference reference) {
    entities.persist(reference);
    entities.flush();
  }

  Optional<BlockSchema> find(UUID id) {
    return Optional.ofNullable(entities.find(BlockSchema.class, id));
  }

  /** The newest of a checksum, in a version or, if that is null, in any. */
  Optional<BlockSchema> findByChecksum(String checksum, String version) {
    var where = Condition.of("checksum = ?", checksum);
    if (version != null) {
      where = where.and(Condition.of("version = ?", version));
    }
    return rows
        .list(
            BlockSchema.class,
            "select * from block_schema where "
                + where.sql()
                + " order by created desc, id limit 1",
            where.arguments())
        .stream()
        .findFirst();
  }

  List<BlockSchema> list(BlockSchemaQuery query) {
    return rows.page(
        BlockSchema.class,
        "block_schema bs",
        filters.blockSchemas(query.blockSchemas()),
        "bs.created desc, bs.id",
        query.page());
  }

  List<BlockSchema> findAll(Collection<UUID> ids) {
    var of = Condition.in("id", List.copyOf(ids));
    return rows.list(
        BlockSchema.class, "select * from block_schema where " + of.sql(), of.arguments());
  }

  /** Schemas with everything below them, a query for each level. */
  NestedSchemas nested(Collection<BlockSchema> roots) {
    var schemas = new LinkedHashMap<UUID, BlockSchema>();
    roots.forEach(root -> schemas.put(root.id(), root));
    var references = new ArrayList<BlockSchemaReference>();
    var level = List.copyOf(schemas.keySet());
    while (!level.isEmpty()) {
      var below = references(level);
      references.addAll(below);
      var unknown = below.stream().map(BlockSchemaReference::childId).distinct();
      var found = findAll(unknown.filter(id -> !schemas.containsKey(id)).toList());
      found.forEach(schema -> schemas.put(schema.id(), schema));
      level = found.stream().map(BlockSchema::id).toList();
    }
    var typeIds = schemas.values().stream().map(BlockSchema::blockTypeId).distinct().toList();
    return new NestedSchemas(
        schemas,
        types.findAll(typeIds),
        references.stream().collect(Collectors.groupingBy(BlockSchemaReference::parentId)));
  }

  private List<BlockSchemaReference> references(List<UUID> parents) {
    var of = Condition.in("parent_block_schema_id", parents);
    return rows.list(
        BlockSchemaReference.class,
        "select * from block_schema_reference where " + of.sql() + " order by created, id",
        of.arguments());
  }

  /** Every capability of any schema, once. */
  List<String> capabilities() {
    // two columns, because a single one does not come as an array
    return rows.scalars("select distinct capabilities, 1 from block_schema", List.of()).stream()
        .flatMap(row -> Columns.parse((String) row[0], TEXTS).stream())
        .distinct()
        .toList();
  }

  void delete(BlockSchema schema) {
    rows.takeTheirTime();
    rows.change("delete from block_schema where id = ?", schema.id());
  }
}
