package dev.rigel.server.block;

import dev.rigel.server.database.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Some blocks, and all that they refer to, directly or not.
 *
 * @param all by id
 * @param references by the id of their parent
 */
record Referred<T extends Stored, R extends BlockReference>(
    Map<UUID, T> all, Map<UUID, List<R>> references) {

  /**
   * Reads them, with two queries for each level.
   *
   * @param below the references of some parents
   * @param find those of some ids
   */
  static <T extends Stored, R extends BlockReference> Referred<T, R> from(
      Collection<T> roots,
      Function<List<UUID>, List<R>> below,
      Function<List<UUID>, List<T>> find) {
    var all = new LinkedHashMap<UUID, T>();
    roots.forEach(root -> all.put(root.id(), root));
    var references = new ArrayList<R>();
    var level = List.copyOf(all.keySet());
    while (!level.isEmpty()) {
      var ofLevel = below.apply(level);
      references.addAll(ofLevel);
      var children = ofLevel.stream().map(BlockReference::childId).distinct();
      var found = find.apply(children.filter(id -> !all.containsKey(id)).toList());
      found.forEach(block -> all.put(block.id(), block));
      level = found.stream().map(Stored::id).toList();
    }
    return new Referred<>(
        all, references.stream().collect(Collectors.groupingBy(BlockReference::parentId)));
  }

  /** A property of all of them, each value once. */
  <V> List<V> each(Function<T, V> property) {
    return all.values().stream().map(property).distinct().toList();
  }
}
