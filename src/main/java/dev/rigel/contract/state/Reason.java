package dev.rigel.contract.state;

import dev.rigel.contract.json.StorableText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;

/**
 * Why something went wrong, in the words that states, logs and people are shown: an exception with
 * its causes. The outermost alone often says nothing ("Failed to parse"), the innermost alone does
 * not say what was being done.
 */
public final class Reason {
  /** Nobody reads on; what is deeper is a loop or a generated chain. */
  private static final int MOST_CAUSES = 20;

  private static final String CAUSED_BY = "; caused by: ";

  private Reason() {}

  /**
   * The exception and its causes, {@code A: a; caused by: B: b}. Left out are wrappers that say
   * nothing of their own, and causes that were quoted already.
   */
  public static String of(Throwable thrown) {
    var said = new ArrayList<String>();
    var seen = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
    for (var one = thrown; one != null && seen.add(one); one = one.getCause()) {
      var text = text(one);
      var quoted = !said.isEmpty() && said.get(said.size() - 1).contains(text);
      if (!quoted && !isBareWrapper(one, text) && said.size() < MOST_CAUSES) {
        said.add(text);
      }
    }
    return StorableText.message(String.join(CAUSED_BY, said));
  }

  private static boolean isBareWrapper(Throwable thrown, String text) {
    var cause = thrown.getCause();
    var name = thrown.getClass().getName();
    return cause != null && (text.equals(name) || text.equals(name + ": " + text(cause)));
  }

  /** A user's exception may fail even here. */
  private static String text(Throwable thrown) {
    try {
      return StorableText.message(String.valueOf(thrown.toString()));
    } catch (RuntimeException | Error e) {
      return thrown.getClass().getName();
    }
  }
}
