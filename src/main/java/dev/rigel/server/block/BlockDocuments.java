package dev.rigel.server.block;

import dev.rigel.contract.block.BlockDocumentCreate;
import dev.rigel.contract.block.BlockDocumentQuery;
import dev.rigel.contract.block.BlockDocumentResponse;
import dev.rigel.contract.block.BlockDocumentResponseBuilder;
import dev.rigel.contract.block.BlockDocumentUpdate;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** The door to block documents; each method is one transaction. */
@ApplicationScoped
@Transactional
public class BlockDocuments {
  @Inject BlockDocumentRepository documents;
  @Inject BlockSchemaRepository schemas;
  @Inject BlockTypeRepository types;
  @Inject EncryptionKey key;
  @Inject Clock clock;

  /**
   * Makes a document; 409 if the name is taken or the type, the schema or a document referred to is
   * unknown, 400 for a malformed reference. Secrets are hidden in the answer.
   */
  public BlockDocumentResponse create(BlockDocumentCreate create) {
    var data = DocumentData.of(create.data());
    var taken =
        create.name() != null
            && documents.findByName(create.blockTypeId(), create.name()).isPresent();
    if (taken) {
      throw Problem.conflict("Block already exists");
    }
    var now = Times.now(clock);
    var document =
        new BlockDocument(
            create.name(), create.isAnonymous(), create.blockTypeId(), create.blockSchemaId(), now);
    document.keep(data.values(), key.cipher(), now);
    documents.add(document, data.references());
    return whole(document, false);
  }

  /** Reads one; 404. */
  public BlockDocumentResponse read(UUID id, boolean includeSecrets) {
    return whole(documents.find(id).orElseThrow(BlockDocuments::unknown), includeSecrets);
  }

  /** Whether there is such a document. */
  public boolean exists(UUID id) {
    return documents.find(id).isPresent();
  }

  /** Reads one of a type by its name; 404. */
  public BlockDocumentResponse readByName(String typeSlug, String name, boolean includeSecrets) {
    return types
        .findBySlug(typeSlug)
        .flatMap(type -> documents.findByName(type.id(), name))
        .map(document -> whole(document, includeSecrets))
        .orElseThrow(BlockDocuments::unknown);
  }

  /** The named documents of a type; 404 for an unknown type. */
  public List<BlockDocumentResponse> ofType(String typeSlug, boolean includeSecrets) {
    var type = types.findBySlug(typeSlug).orElseThrow(BlockTypes::unknown);
    return responses(documents.named(type.id()), includeSecrets);
  }

  /** Lists documents by name. */
  public List<BlockDocumentResponse> list(BlockDocumentQuery query) {
    return responses(documents.list(query), query.includeSecrets());
  }

  /** Changes the data; 404, 400 for a malformed reference, 409 for an unknown document in one. */
  public void update(UUID id, BlockDocumentUpdate update) {
    var document = documents.lock(id).orElseThrow(BlockDocuments::unknown);
    var cipher = key.cipher();
    var stored = new DocumentData(document.values(cipher), referencesOf(id));
    var given = DocumentData.of(meant(update.data(), document, stored));
    var data = update.mergeExistingData() ? given.over(stored) : given;
    document.keep(data.values(), cipher, Times.now(clock));
    documents.refer(id, data.references());
  }

  /**
   * What the sender meant: where they sent back what they were shown, be it a hidden secret or the
   * data of a document referred to, they did not mean to change it.
   */
  private Map<String, Object> meant(
      Map<String, Object> data, BlockDocument document, DocumentData stored) {
    var schema = schemas.find(document.blockSchemaId()).orElseThrow();
    var meant = new LinkedHashMap<>(schema.secrets().restored(data, stored.values()));
    var shown = documents.nested(List.of(document), false).whole(document).data();
    stored
        .references()
        .forEach(
            (field, target) -> {
              if (Objects.equals(shown.get(field), data.get(field))) {
                meant.put(field, DocumentData.unfollowed(target));
              }
            });
    return meant;
  }

  private Map<String, UUID> referencesOf(UUID id) {
    return documents.references(List.of(id)).stream()
        .collect(
            Collectors.toMap(
                BlockDocumentReference::name,
                BlockDocumentReference::childId,
                (first, second) -> second,
                LinkedHashMap::new));
  }

  /** Deletes one with the deployments, runs and policies that use it; 404. */
  public void delete(UUID id) {
    if (!documents.delete(id)) {
      throw unknown();
    }
  }

  private BlockDocumentResponse whole(BlockDocument document, boolean includeSecrets) {
    return responses(List.of(document), includeSecrets).get(0);
  }

  private List<BlockDocumentResponse> responses(
      Collection<BlockDocument> found, boolean includeSecrets) {
    var nested = documents.nested(found, includeSecrets);
    var rootSchemas = found.stream().map(BlockDocument::blockSchemaId).distinct();
    var nestedSchemas = schemas.nested(rootSchemas.map(nested.schemas()::get).toList());
    return found.stream().map(document -> response(document, nested, nestedSchemas)).toList();
  }

  private static BlockDocumentResponse response(
      BlockDocument document, NestedDocuments nested, NestedSchemas nestedSchemas) {
    var whole = nested.whole(document);
    return BlockDocumentResponseBuilder.builder()
        .id(document.id())
        .created(document.created())
        .updated(document.updated())
        .name(document.name())
        .data(whole.data())
        .blockSchemaId(document.blockSchemaId())
        .blockSchema(
            BlockSchemas.response(
                Objects.requireNonNull(nested.schemas().get(document.blockSchemaId())),
                nestedSchemas))
        .blockTypeId(document.blockTypeId())
        .blockType(Objects.requireNonNull(nested.types().get(document.blockTypeId())).response())
        .blockDocumentReferences(whole.references())
        .isAnonymous(document.isAnonymous())
        .build();
  }

  private static Problem unknown() {
    return Problem.notFound("Block document not found");
  }
}
