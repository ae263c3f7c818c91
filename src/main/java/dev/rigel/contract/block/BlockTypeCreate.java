package dev.rigel.contract.block;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.Slugs;
import dev.rigel.contract.json.Urls;
import dev.rigel.contract.json.WithBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A block type to make.
 *
 * @param name required; at most 500 bytes; must not be empty nor contain {@code / % & > < \}, nor
 *     begin with {@code Prefect} (403)
 * @param slug required, unique (409); lower-case letters, digits, dashes
 * @param logoUrl an http or https URL
 * @param documentationUrl an http or https URL
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record BlockTypeCreate(
    @Required String name,
    @Required String slug,
    @Nullable String logoUrl,
    @Nullable String documentationUrl,
    @Nullable String description,
    @Nullable String codeExample) {
  /** Refuses bad names, slugs and URLs. */
  public BlockTypeCreate {
    Names.check(name);
    Slugs.check("slug", slug);
    Urls.check("logo_url", logoUrl);
    Urls.check("documentation_url", documentationUrl);
  }
}
