package dev.rigel.agent;

import java.util.LinkedHashMap;
import java.util.Map;

/** A deployment's changes to its infrastructure block: dotted paths and the values to set there. */
final class Overrides {
  private Overrides() {}

  /**
   * A copy of the block's data with the overrides laid over it.
   *
   * @param overrides keys such as {@code env.GREETING}; values are used as they are
   * @throws IllegalArgumentException if a path leads through something that is no object
   */
  static Map<String, Object> apply(Map<String, Object> data, Map<String, Object> overrides) {
    var changed = copy(data);
    overrides.forEach((path, value) -> set(changed, path, value));
    return changed;
  }

  private static void set(Map<String, Object> data, String path, Object value) {
    var steps = path.split("\\.", -1);
    var target = data;
    for (int i = 0; i < steps.length - 1; i++) {
      target = below(target, steps[i], path);
    }
    target.put(steps[steps.length - 1], value);
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are texts
  private static Map<String, Object> below(Map<String, Object> data, String step, String path) {
    if (data.get(step) instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    throw new IllegalArgumentException(
        "infra override '" + path + "': the block has no object '" + step + "'");
  }

  /** Deep for objects, which are changed; everything else is only replaced. */
  private static Map<String, Object> copy(Map<?, ?> object) {
    var copy = new LinkedHashMap<String, Object>();
    object.forEach(
        (key, value) -> copy.put((String) key, value instanceof Map<?, ?> o ? copy(o) : value));
    return copy;
  }
}
