package dev.rigel.cli;

import dev.rigel.contract.query.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads lists page by page, beyond what a server gives at once. */
final class Pages {
  /** The most that a server gives at once. */
  private static final int SIZE = 200;

  private Pages() {}

  static <T> List<T> all(Function<Page, List<T>> read) {
    return upTo(Integer.MAX_VALUE, read);
  }

  /** At most so many; a negative limit is passed on, for the server to refuse. */
  static <T> List<T> upTo(int limit, Function<Page, List<T>> read) {
    return upTo(0, limit, read);
  }

  /** As {@link #upTo(int, Function)}, without the first so many. */
  static <T> List<T> upTo(int offset, int limit, Function<Page, List<T>> read) {
    var all = new ArrayList<T>();
    while (true) {
      var wanted = Math.min(SIZE, limit - all.size());
      var page = read.apply(new Page(wanted, offset + all.size()));
      all.addAll(page);
      if (page.size() < wanted || all.size() >= limit) {
        return all;
      }
    }
  }
}
