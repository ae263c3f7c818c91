package dev.rigel.contract.block;

import dev.rigel.contract.json.Default;
import java.util.Map;

/**
 * Change of a block document.
 *
 * @param data the new values; a hidden secret sent back unchanged stays as it is
 * @param mergeExistingData true (the default) keeps top-level keys that are not given
 */
public record BlockDocumentUpdate(
    @Default("{}") Map<String, Object> data, @Default("true") boolean mergeExistingData) {}
