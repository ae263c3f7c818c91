package dev.rigel.server.block;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.block.BlockDocumentQuery;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import dev.rigel.server.database.Times;
import dev.rigel.server.query.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Block documents in the database, and what they refer to. */
@ApplicationScoped
@Transactional(MANDATORY)
public class BlockDocumentRepository {
  /** Keeps two changes of one document apart, as each lays new values over the stored ones. */
  private static final String LOCK = "select * from block_document where id = ? for update";

  @Inject EntityManager entities;
  @Inject Rows rows;
  @Inject Filters filters;
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
    rows.change(
        "delete from block_document_reference where parent_block_document_id = ?", document);
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
    return rows.list(BlockDocument.class, LOCK, List.of(id)).stream().findFirst();
  }

  Optional<BlockDocument> findByName(UUID typeId, String name) {
    return rows
        .list(
            BlockDocument.class,
            "select * from block_document where block_type_id = ? and name = ?",
            List.of(typeId, name))
        .stream()
        .findFirst();
  }

  List<BlockDocument> list(BlockDocumentQuery query) {
    var where = filters.blockDocuments(query.blockDocuments());
    if (query.blockTypes() != null) {
      where =
          where.and(
              Condition.of("bt.id = bd.block_type_id")
                  .and(filters.blockTypes(query.blockTypes()))
                  .exists("block_type bt"));
    }
    if (query.blockSchemas() != null) {
      where =
          where.and(
              Condition.of("bs.id = bd.block_schema_id")
                  .and(filters.blockSchemas(query.blockSchemas()))
                  .exists("block_schema bs"));
    }
    return page(where, query.page());
  }

  /** The named documents of a type. */
  List<BlockDocument> named(UUID typeId) {
    return page(
        Condition.of("bd.block_type_id = ? and bd.is_anonymous = ?", typeId, false), Page.FIRST);
  }

  private List<BlockDocument> page(Condition where, Page page) {
    return rows.page(BlockDocument.class, "block_document bd", where, "bd.name, bd.id", page);
  }

  /** The references of some documents. */
  List<BlockDocumentReference> references(Collection<UUID> parents) {
    var of = Condition.in("parent_block_document_id", List.copyOf(parents));
    return rows.list(
        BlockDocumentReference.class,
        "select * from block_document_reference where " + of.sql() + " order by created, name, id",
        of.arguments());
  }

  /** Documents with everything below them, a query for each level. */
  NestedDocuments nested(Collection<BlockDocument> roots, boolean includeSecrets) {
    var documents = new LinkedHashMap<UUID, BlockDocument>();
    roots.forEach(root -> documents.put(root.id(), root));
    var references = new ArrayList<BlockDocumentReference>();
    var level = List.copyOf(documents.keySet());
    while (!level.isEmpty()) {
      var below = references(level);
      references.addAll(below);
      var unknown = below.stream().map(BlockDocumentReference::childId).distinct();
      var found = findAll(unknown.filter(id -> !documents.containsKey(id)).toList());
      found.forEach(document -> documents.put(document.id(), document));
      level = found.stream().map(BlockDocument::id).toList();
    }
    return new NestedDocuments(
        documents,
        schemas.findAll(idsOf(documents, BlockDocument::blockSchemaId)).stream()
            .collect(Collectors.toMap(BlockSchema::id, Function.identity())),
        types.findAll(idsOf(documents, BlockDocument::blockTypeId)),
        references.stream().collect(Collectors.groupingBy(BlockDocumentReference::parentId)),
        key.cipher(),
        includeSecrets);
  }

  private static List<UUID> idsOf(
      Map<UUID, BlockDocument> documents, Function<BlockDocument, UUID> id) {
    return documents.values().stream().map(id).distinct().toList();
  }

  private List<BlockDocument> findAll(List<UUID> ids) {
    var of = Condition.in("id", ids);
    return rows.list(
        BlockDocument.class, "select * from block_document where " + of.sql(), of.arguments());
  }

  /**
   * Deletes a document; the database deletes what uses it, deployments and flow runs included.
   * Tells whether it was there.
   */
  boolean delete(UUID id) {
    rows.takeTheirTime();
    return rows.change("delete from block_document where id = ?", id) == 1;
  }
}
