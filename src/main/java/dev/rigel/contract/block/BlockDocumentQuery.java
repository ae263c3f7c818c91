package dev.rigel.contract.block;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.Page;
import org.jspecify.annotations.Nullable;

/** Body of the listing of block documents; secrets are hidden unless asked for. */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record BlockDocumentQuery(
    @Nullable BlockDocumentFilter blockDocuments,
    @Nullable BlockTypeFilter blockTypes,
    @Nullable BlockSchemaFilter blockSchemas,
    @Default("false") Boolean includeSecrets,
    @Nullable Integer limit,
    @Nullable Integer offset) {

  /** The page asked for. */
  public Page page() {
    return new Page(limit, offset);
  }
}
