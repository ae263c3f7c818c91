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
      var text = textOf(one);
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
    return cause != null && (text.equals(name) || text.equals(name + ": " + textOf(cause)));
  }

  /** The exception alone; its class, if it gives no text or fails even here. */
  public static String textOf(Throwable thrown) {
    var name = thrown.getClass().getName();
    try {
      var text = thrown.toString();
      return text == null || text.isBlank() ? name : StorableText.message(text);
    } catch (RuntimeException | Error e) {
      return name;
    }
  }
}
