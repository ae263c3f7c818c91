package dev.rigel.server.query;

import dev.rigel.server.database.Piece;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order of a list: by some columns, and what is alike in them by id. Else a row could be on two
 * pages, and another on none. All go in one direction, so that one index has the whole order.
 *
 * @param id the column that no two rows have in common, under the list's alias
 */
public record ListOrder(String id) {

  /** Smallest first. */
  public Piece ascending(String... columns) {
    return order("", columns);
  }

  /** Largest first; without columns by id alone. */
  public Piece descending(String... columns) {
    return order(" desc", columns);
  }

  private Piece order(String direction, String... columns) {
    var keys =
        Stream.concat(Stream.of(columns), Stream.of(id))
            .map(column -> column + direction)
            .collect(Collectors.joining(", "));
    return new Piece.Made(keys, List.of());
  }
}
