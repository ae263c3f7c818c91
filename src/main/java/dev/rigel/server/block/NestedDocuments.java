package dev.rigel.server.block;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Documents with those they refer to, read from the database: puts the data of the referred ones in
 * the place of the references.
 *
 * @param documents by id: the ones wanted and every one below them
 * @param schemas by id: theirs
 * @param types by id: theirs
 * @param references by the id of the document that holds them
 * @param cipher for their values
 * @param includeSecrets whether secrets are shown
 */
record NestedDocuments(
    Map<UUID, BlockDocument> documents,
    Map<UUID, BlockSchema> schemas,
    Map<UUID, BlockType> types,
    Map<UUID, List<BlockDocumentReference>> references,
    BlockCipher cipher,
    boolean includeSecrets) {

  /**
   * Documents put into another one, at most. A handful is usual; ten that each refer ten times to
   * the next one would be 10^10.
   */
  static final int MOST_FOLLOWED = 100;

  /** Levels of documents within documents, at most; JSON itself is read to 500 levels only. */
  static final int MOST_LEVELS = 20;

  /**
   * A document's data with everything below it.
   *
   * @param references as the contract shows them, by key
   */
  record Whole(Map<String, Object> data, Map<String, Object> references) {}

  /**
   * Puts a document together. References in a circle, and those beyond {@link #MOST_FOLLOWED} and
   * {@link #MOST_LEVELS}, are left as they are.
   */
  Whole whole(BlockDocument document) {
    return new Walk().whole(document);
  }

  private final class Walk {
    private final Set<UUID> path = new LinkedHashSet<>();
    private int followed;

    Whole whole(BlockDocument document) {
      path.add(document.id());
      var whole = new Whole(shown(document), new LinkedHashMap<>());
      for (var reference : references.getOrDefault(document.id(), List.of())) {
        follow(reference, whole);
      }
      path.remove(document.id());
      return whole;
    }

    private void follow(BlockDocumentReference reference, Whole into) {
      var id = reference.childId();
      if (path.contains(id) || path.size() >= MOST_LEVELS || followed >= MOST_FOLLOWED) {
        into.data().put(reference.name(), DocumentData.unfollowed(id));
        return;
      }
      followed++;
      var child = Objects.requireNonNull(documents.get(id));
      var whole = whole(child);
      into.data().put(reference.name(), whole.data());
      into.references()
          .put(reference.name(), Map.of("block_document", summary(child, whole.references())));
    }
  }

  private Map<String, Object> shown(BlockDocument document) {
    var values = document.values(cipher);
    return new LinkedHashMap<>(
        includeSecrets
            ? values
            : Objects.requireNonNull(schemas.get(document.blockSchemaId()))
                .secrets()
                .hidden(values));
  }

  private Map<String, Object> summary(BlockDocument document, Map<String, Object> below) {
    var summary = new LinkedHashMap<String, Object>();
    summary.put("id", document.id());
    summary.put("name", document.name());
    summary.put("block_type", Objects.requireNonNull(types.get(document.blockTypeId())).response());
    summary.put("is_anonymous", document.isAnonymous());
    summary.put("block_document_references", below);
    return summary;
  }
}
