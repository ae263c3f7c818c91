package dev.rigel.server.block;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.block.BlockTypeQuery;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import dev.rigel.server.query.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Block types in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
public class BlockTypeRepository {
  @Inject EntityManager entities;
  @Inject Rows rows;
  @Inject Filters filters;

  BlockType add(BlockType type) {
    entities.persist(type);
    entities.flush();
    return type;
  }

  Optional<BlockType> find(UUID id) {
    return Optional.ofNullable(entities.find(BlockType.class, id));
  }

  Optional<BlockType> findBySlug(String slug) {
    return rows
        .list(BlockType.class, "select * from block_type where slug = ?", List.of(slug))
        .stream()
        .findFirst();
  }

  /** Those of some ids, by id. */
  Map<UUID, BlockType> findAll(Collection<UUID> ids) {
    var of = Condition.in("id", List.copyOf(ids));
    return rows
        .list(BlockType.class, "select * from block_type where " + of.sql(), of.arguments())
        .stream()
        .collect(Collectors.toMap(BlockType::id, Function.identity()));
  }

  List<BlockType> list(BlockTypeQuery query) {
    var where = filters.blockTypes(query.blockTypes());
    if (query.blockSchemas() != null) {
      where =
          where.and(
              Condition.of("bs.block_type_id = bt.id")
                  .and(filters.blockSchemas(query.blockSchemas()))
                  .exists("block_schema bs"));
    }
    return rows.page(BlockType.class, "block_type bt", where, "bt.name, bt.id", query.page());
  }

  /** Deletes a type; the database deletes its schemas and documents, and what uses those. */
  void delete(BlockType type) {
    rows.takeTheirTime();
    rows.change("delete from block_type where id = ?", type.id());
  }
}
