package dev.rigel.server.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The secret values in a document's data: those at the dotted paths that its schema names. A step
 * {@code *} is every key of an object; lists are walked through, as a schema does not number their
 * elements.
 */
final class Secrets {
  /** What is shown instead; always eight stars, so that it does not tell the length. */
  static final String HIDDEN = "********";

  private final List<String[]> paths;

  /** With paths such as {@code password} or {@code credentials.token}. */
  Secrets(List<String> paths) {
    this.paths = paths.stream().map(path -> path.split("\\.", -1)).toList();
  }

  /** A copy of the data without its secrets. Where nothing is, nothing is hidden. */
  Map<String, Object> hidden(Map<String, Object> data) {
    @Nullable Object copy = data;
    for (var path : paths) {
      copy = changed(copy, null, path, 0, (given, stored) -> given == null ? null : HIDDEN);
    }
    return SchemaFields.object((Map<?, ?>) Objects.requireNonNull(copy));
  }

  /**
   * A copy of new data in which a secret that was sent back hidden is again what is stored: the
   * sender did not know it and did not mean to change it.
   */
  Map<String, Object> restored(Map<String, Object> update, Map<String, Object> stored) {
    @Nullable Object copy = update;
    for (var path : paths) {
      copy =
          changed(
              copy,
              stored,
              path,
              0,
              (given, old) -> HIDDEN.equals(given) && old != null ? old : given);
    }
    return SchemaFields.object((Map<?, ?>) Objects.requireNonNull(copy));
  }

  private interface Change {
    @Nullable Object of(@Nullable Object given, @Nullable Object stored);
  }

  private static @Nullable Object changed(
      @Nullable Object given, @Nullable Object stored, String[] path, int step, Change change) {
    if (step == path.length) {
      return change.of(given, stored);
    }
    if (given instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<>(SchemaFields.object(map));
      copy.replaceAll(
          (key, value) ->
              path[step].equals("*") || path[step].equals(key)
                  ? changed(value, below(stored, key), path, step + 1, change)
                  : value);
      return copy;
    }
    return given instanceof List<?> list ? elements(list, stored, path, step, change) : given;
  }

  private static List<@Nullable Object> elements(
      List<?> list, @Nullable Object stored, String[] path, int step, Change change) {
    var copy = new ArrayList<@Nullable Object>(list.size());
    for (int i = 0; i < list.size(); i++) {
      var old = stored instanceof List<?> olds && i < olds.size() ? olds.get(i) : null;
      copy.add(changed(list.get(i), old, path, step, change));
    }
    return copy;
  }

  private static @Nullable Object below(@Nullable Object stored, String key) {
    return stored instanceof Map<?, ?> map ? map.get(key) : null;
  }
}
