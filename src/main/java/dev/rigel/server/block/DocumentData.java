package dev.rigel.server.block;

import dev.rigel.contract.json.Scalars;
import dev.rigel.server.platform.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What a client sent as data, taken apart: values of the document's own, and at top level {@code
 * {"$ref": {"block_document_id": ID}}}, which stands for another document.
 *
 * @param values to be encrypted and stored
 * @param references ids of other documents by field
 */
record DocumentData(Map<String, Object> values, Map<String, UUID> references) {
  private static final String REF = "$ref";
  private static final String ID = "block_document_id";

  /** Takes data apart; a reference without an id is refused with 400. */
  static DocumentData of(Map<String, Object> data) {
    var values = new LinkedHashMap<String, Object>();
    var references = new LinkedHashMap<String, UUID>();
    data.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> map && map.containsKey(REF)) {
            references.put(key, idOf(key, map.get(REF)));
          } else {
            values.put(key, value);
          }
        });
    return new DocumentData(values, references);
  }

  private static UUID idOf(String key, Object reference) {
    if (reference instanceof Map<?, ?> map && map.get(ID) instanceof String id) {
      try {
        return Scalars.uuid(id);
      } catch (IllegalArgumentException e) {
        throw Problem.detail(400, "Block reference in key " + key + " has no valid id");
      }
    }
    throw Problem.detail(400, "Received block reference without a block_document_id in key " + key);
  }

  /** How a reference looks that is not followed. */
  static Map<String, Object> unfollowed(UUID document) {
    return Map.of(REF, Map.of(ID, document.toString()));
  }

  /**
   * This laid over stored data, by top-level key: a key given here replaces the stored one, be it a
   * value or a reference.
   */
  DocumentData over(DocumentData stored) {
    var values = new LinkedHashMap<>(stored.values);
    var references = new LinkedHashMap<>(stored.references);
    values.keySet().removeAll(this.references.keySet());
    references.keySet().removeAll(this.values.keySet());
    values.putAll(this.values);
    references.putAll(this.references);
    return new DocumentData(values, references);
  }
}
