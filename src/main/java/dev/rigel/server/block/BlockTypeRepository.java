package dev.rigel.server.block;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.block.BlockTypeQuery;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Filters;
import dev.rigel.server.query.Paging;
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
class BlockTypeRepository {
  private static final String BY_SLUG = "select * from block_type where slug = :slug";

  private static final String BY_IDS = "select * from block_type where id in (:ids)";

  private static final String LIST =
      """
      select bt.*
        from block_type bt
       where :fits
       order by bt.name, bt.id
       limit :limit
      offset :offset
      """;

  private static final String DELETE = "delete from block_type where id = :id";

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Filters filters;
  @Inject Paging paging;

  BlockType add(BlockType type) {
    entities.persist(type);
    entities.flush();
    return type;
  }

  Optional<BlockType> find(UUID id) {
    return Optional.ofNullable(entities.find(BlockType.class, id));
  }

  Optional<BlockType> findBySlug(String slug) {
    return sql.of(BY_SLUG).bind("slug", slug).first(BlockType.class);
  }

  /** Those of some ids, by id. */
  Map<UUID, BlockType> findAll(Collection<UUID> ids) {
    return sql.of(BY_IDS).bind("ids", ids).list(BlockType.class).stream()
        .collect(Collectors.toMap(BlockType::id, Function.identity()));
  }

  List<BlockType> list(BlockTypeQuery query) {
    var fits = filters.blockTypes(query.blockTypes());
    if (query.blockSchemas() != null) {
      fits =
          fits.and(
              Condition.of("bs.block_type_id = bt.id")
                  .and(filters.blockSchemas(query.blockSchemas()))
                  .exists("block_schema bs"));
    }
    return sql.of(LIST).bind("fits", fits).slice(paging.of(query.page())).list(BlockType.class);
  }

  /** Deletes a type; the database deletes its schemas and documents, and what uses those. */
  void delete(BlockType type) {
    sql.takeTheirTime();
    sql.of(DELETE).bind("id", type.id()).change();
  }
}
