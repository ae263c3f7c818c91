package dev.rigel.server.block;

import dev.rigel.server.platform.Problem;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A field that holds a block of a type, in a schema that is told by its checksum. */
record NestedTarget(String field, String slug, String checksum) {

  /** Those of a schema's fields; 400 for anything else than objects with both texts. */
  static Set<NestedTarget> of(Map<String, Object> fields) {
    var targets = new LinkedHashSet<NestedTarget>();
    var references = fields.get(SchemaFields.REFERENCES);
    if (references instanceof Map<?, ?> byField) {
      byField.forEach((field, some) -> listed(some).forEach(one -> targets.add(of(field, one))));
    } else if (references != null) {
      throw malformed(SchemaFields.REFERENCES);
    }
    return targets;
  }

  private static List<?> listed(Object some) {
    return some instanceof List<?> list ? list : Arrays.asList(some);
  }

  private static NestedTarget of(Object field, Object target) {
    if (target instanceof Map<?, ?> map
        && map.get("block_type_slug") instanceof String slug
        && map.get("block_schema_checksum") instanceof String checksum) {
      return new NestedTarget((String) field, slug, checksum);
    }
    throw malformed(Objects.toString(field));
  }

  private static Problem malformed(String field) {
    return Problem.detail(
        400, "Block schema references need block_type_slug and block_schema_checksum: " + field);
  }
}
