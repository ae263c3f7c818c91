package dev.rigel.server.block;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.block.BlockSchemaQuery;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Filters;
import dev.rigel.server.query.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Block schemas in the database, and what is nested in them. */
@ApplicationScoped
@Transactional(MANDATORY)
class BlockSchemaRepository {
  private static final String INSERT =
      """
      insert into block_schema
             (id, created, updated, checksum, fields, capabilities, version, block_type_id)
      values (:id, :now, :now, :checksum, :fields, :capabilities, :version, :block_type)
      on conflict do nothing
      """;

  private static final String NEWEST =
      """
      select *
        from block_schema
       where checksum = :checksum
       order by created desc, id
       limit 1
      """;

  private static final String NEWEST_IN_VERSION =
      """
      select *
        from block_schema
       where checksum = :checksum
         and version = :version
       order by created desc, id
       limit 1
      """;

  private static final String LIST =
      """
      select bs.*
        from block_schema bs
       where :fits
       order by bs.created desc, bs.id
       limit :limit
      offset :offset
      """;

  private static final String BY_IDS = "select * from block_schema where id in (:ids)";

  private static final String REFERENCES =
      """
      select *
        from block_schema_reference
       where parent_block_schema_id in (:parents)
       order by created, id
      """;

  private static final String CAPABILITIES = "select distinct capabilities from block_schema";

  private static final String DELETE = "delete from block_schema where id = :id";

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Filters filters;
  @Inject Paging paging;
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
    return sql.of(INSERT)
            .bind("id", UUID.randomUUID())
            .bind("now", now)
            .bind("checksum", schema.checksum())
            .bind("fields", Columns.json(schema.fields()))
            .bind("capabilities", Columns.Texts.text(schema.capabilities()))
            .bind("version", schema.version())
            .bind("block_type", schema.blockTypeId())
            .change()
        == 1;
  }

  void add(BlockSchemaReference reference) {
    entities.persist(reference);
    entities.flush();
  }

  Optional<BlockSchema> find(UUID id) {
    return Optional.ofNullable(entities.find(BlockSchema.class, id));
  }

  /** The newest of a checksum, in a version, or in any. */
  Optional<BlockSchema> findByChecksum(String checksum, @Nullable String version) {
    var newest =
        version == null ? sql.of(NEWEST) : sql.of(NEWEST_IN_VERSION).bind("version", version);
    return newest.bind("checksum", checksum).first(BlockSchema.class);
  }

  List<BlockSchema> list(BlockSchemaQuery query) {
    return sql.of(LIST)
        .bind("fits", filters.blockSchemas(query.blockSchemas()))
        .slice(paging.of(query.page()))
        .list(BlockSchema.class);
  }

  List<BlockSchema> findAll(Collection<UUID> ids) {
    return sql.of(BY_IDS).bind("ids", ids).list(BlockSchema.class);
  }

  /** Schemas with everything below them, a query for each level. */
  NestedSchemas nested(Collection<BlockSchema> roots) {
    var schemas = Referred.from(roots, this::references, this::findAll);
    return new NestedSchemas(
        schemas.all(), types.findAll(schemas.each(BlockSchema::blockTypeId)), schemas.references());
  }

  private List<BlockSchemaReference> references(List<UUID> parents) {
    return sql.of(REFERENCES).bind("parents", parents).list(BlockSchemaReference.class);
  }

  /** Every capability of any schema, once. */
  List<String> capabilities() {
    return sql.of(CAPABILITIES).rows().stream()
        .flatMap(row -> Columns.parse(row.text(0), TEXTS).stream())
        .distinct()
        .toList();
  }

  void delete(BlockSchema schema) {
    sql.takeTheirTime();
    sql.of(DELETE).bind("id", schema.id()).change();
  }
}
