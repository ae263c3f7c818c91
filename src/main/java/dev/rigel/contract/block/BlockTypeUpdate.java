package dev.rigel.contract.block;

import dev.rigel.contract.json.Urls;
import org.openapitools.jackson.nullable.JsonNullable;

/** Change of a block type; absent fields stay as they are. */
public record BlockTypeUpdate(
    JsonNullable<String> logoUrl,
    JsonNullable<String> documentationUrl,
    JsonNullable<String> description,
    JsonNullable<String> codeExample) {
  /** Refuses bad URLs. */
  public BlockTypeUpdate {
    Urls.check("logo_url", logoUrl.orElse(null));
    Urls.check("documentation_url", documentationUrl.orElse(null));
  }
}
