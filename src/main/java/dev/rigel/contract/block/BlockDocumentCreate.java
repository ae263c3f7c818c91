package dev.rigel.contract.block;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.Slugs;
import dev.rigel.contract.json.WithBuilder;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A block document to make.
 *
 * @param name lower-case letters, digits and dashes, unique within its type (409); required unless
 *     anonymous
 * @param data any values; {@code {"$ref":{"block_document_id":ID}}} refers to another document
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record BlockDocumentCreate(
    @Nullable String name,
    @Default("{}") Map<String, Object> data,
    @Required UUID blockSchemaId,
    @Required UUID blockTypeId,
    @Default("false") boolean isAnonymous) {
  /** Refuses a bad name, and a document that is neither named nor anonymous. */
  public BlockDocumentCreate {
    Slugs.check("name", name);
    if (!isAnonymous && (name == null || name.isEmpty())) {
      throw new BodyReader.Invalid(
          "__root__", "Names must be provided for block documents.", "value_error");
    }
  }
}
