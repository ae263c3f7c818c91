package dev.rigel.server.block;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.block.BlockDocumentQuery;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Times;
import dev.rigel.server.query.Filters;
import dev.rigel.server.query.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Block documents in the database, and what they refer to. */
@ApplicationScoped
@Transactional(MANDATORY)
class BlockDocumentRepository {
  /** Keeps two changes of one document apart, as each lays new values over the stored ones. */
  private static final String LOCK = "select * from block_document where id = :id for update";

  private static final String BY_NAME =
      "select * from block_document where block_type_id = :type and name = :name";

  private static final String BY_IDS = "select * from block_document where id in (:ids)";

  private static final String LIST =
      """
      select bd.*
        from block_document bd
       where :fits
       order by bd.name, bd.id
       limit :limit
      offset :offset
      """;

  private static final String REFERENCES =
      """
      select *
        from block_document_reference
       where parent_block_document_id in (:parents)
       order by created, name, id
      """;

  private static final String DELETE_REFERENCES =
      "delete from block_document_reference where parent_block_document_id = :document";

  private static final String DELETE = "delete from block_document where id = :id";

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Filters filters;
  @Inject Paging paging;
  @Inject BlockTypeRepository types;
  @Inject BlockSchemaRepository schemas;
  @Inject EncryptionKey key;
  @Inject Clock clock;

  /** Inserts a document with its references. */
  void add(BlockDocument document, Map<String, UUID> references) {
    entities.persist(document);
    entities.flush();
    refer(document.id(), references);
  }

  /** Makes these the references of a document. */
  void refer(UUID document, Map<String, UUID> references) {
    sql.of(DELETE_REFERENCES).bind("document", document).change();
    var now = Times.now(clock);
    references.forEach(
        (name, target) ->
            entities.persist(new BlockDocumentReference(name, document, target, now)));
    entities.flush();
  }

  Optional<BlockDocument> find(UUID id) {
    return Optional.ofNullable(entities.find(BlockDocument.class, id));
  }

  Optional<BlockDocument> lock(UUID id) {
    return sql.of(LOCK).bind("id", id).first(BlockDocument.class);
  }

  Optional<BlockDocument> findByName(UUID typeId, String name) {
    return sql.of(BY_NAME).bind("type", typeId).bind("name", name).first(BlockDocument.class);
  }

  List<BlockDocument> list(BlockDocumentQuery query) {
    var fits = filters.blockDocuments(query.blockDocuments());
    if (query.blockTypes() != null) {
      fits =
          fits.and(
              Condition.of("bt.id = bd.block_type_id")
                  .and(filters.blockTypes(query.blockTypes()))
                  .exists("block_type bt"));
    }
    if (query.blockSchemas() != null) {
      fits =
          fits.and(
              Condition.of("bs.id = bd.block_schema_id")
                  .and(filters.blockSchemas(query.blockSchemas()))
                  .exists("block_schema bs"));
    }
    return page(fits, query.page());
  }

  /** The named documents of a type. */
  List<BlockDocument> named(UUID typeId) {
    return page(
        Condition.of("bd.block_type_id = ? and bd.is_anonymous = ?", typeId, false), Page.FIRST);
  }

  private List<BlockDocument> page(Condition fits, Page page) {
    return sql.of(LIST).bind("fits", fits).slice(paging.of(page)).list(BlockDocument.class);
  }

  /** The references of some documents. */
  List<BlockDocumentReference> references(Collection<UUID> parents) {
    return sql.of(REFERENCES).bind("parents", parents).list(BlockDocumentReference.class);
  }

  /** Documents with everything below them, a query for each level. */
  NestedDocuments nested(Collection<BlockDocument> roots, boolean includeSecrets) {
    var documents = Referred.from(roots, this::references, this::findAll);
    return new NestedDocuments(
        documents.all(),
        schemas.findAll(documents.each(BlockDocument::blockSchemaId)).stream()
            .collect(Collectors.toMap(BlockSchema::id, Function.identity())),
        types.findAll(documents.each(BlockDocument::blockTypeId)),
        documents.references(),
        key.cipher(),
        includeSecrets);
  }

  private List<BlockDocument> findAll(List<UUID> ids) {
    return sql.of(BY_IDS).bind("ids", ids).list(BlockDocument.class);
  }

  /**
   * Deletes a document; the database deletes what uses it, deployments and flow runs included.
   * Tells whether it was there.
   */
  boolean delete(UUID id) {
    sql.takeTheirTime();
    return sql.of(DELETE).bind("id", id).change() == 1;
  }
}
