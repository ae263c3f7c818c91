package dev.rigel.contract.block;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Required;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A schema to make, or to find by checksum and version.
 *
 * @param fields JSON schema of the data; default empty
 * @param version default {@code non-versioned}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BlockSchemaCreate(
    @Default("{}") Map<String, Object> fields,
    @Required UUID blockTypeId,
    @Default("[]") List<String> capabilities,
    @Longest @Default("\"non-versioned\"") String version) {}
