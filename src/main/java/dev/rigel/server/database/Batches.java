package dev.rigel.server.database;

import java.util.List;
import java.util.function.ToIntFunction;

/** What is too much for one statement, in parts. */
public final class Batches {
  private Batches() {}

  /** The sum of what is made of parts of at most this size. */
  public static <T> int sum(List<T> all, int size, ToIntFunction<List<T>> work) {
    var sum = 0;
    for (int i = 0; i < all.size(); i += size) {
      sum += work.applyAsInt(all.subList(i, Math.min(all.size(), i + size)));
    }
    return sum;
  }
}
