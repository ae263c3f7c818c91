package dev.rigel.contract.json;

/**
 * The one place that knows which text can be stored and sent, and makes it so. No database text
 * holds U+0000 (PostgreSQL, 8.3) and no UTF-8 holds half a surrogate pair. A request with either is
 * refused at the door; whoever sends text that a user's program wrote cleans it here first.
 */
public final class StorableText {
  /** Characters of a state's message: long enough for any reason, short enough for every list. */
  public static final int LONGEST_MESSAGE = 10_000;

  private static final char REPLACEMENT = '\uFFFD';
  private static final String CUT = "… (cut)";
  private static final String GAP = " … (cut) … ";

  private StorableText() {}

  /** Whether a text can be stored as it is. */
  public static boolean isStorable(String text) {
    return firstBad(text, 0) < 0;
  }

  /** The text with U+FFFD in place of each character that cannot be stored. */
  public static String clean(String text) {
    var bad = firstBad(text, 0);
    if (bad < 0) {
      return text;
    }
    var cleaned = new StringBuilder(text);
    for (; bad >= 0; bad = firstBad(text, bad + 1)) {
      cleaned.setCharAt(bad, REPLACEMENT);
    }
    return cleaned.toString();
  }

  /**
   * A clean text of a bounded length. What is too long ends in "… (cut)" and never in half a
   * character.
   *
   * @param longest characters (UTF-16) that are kept
   */
  public static String clean(String text, int longest) {
    if (text.length() <= longest) {
      return clean(text);
    }
    var end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return clean(text.substring(0, end)) + CUT;
  }

  /**
   * A state's message: clean, and not longer than {@link #LONGEST_MESSAGE}. What is too long loses
   * its middle, not its end: a chain of causes and a Python traceback both say last what went wrong
   * first.
   */
  public static String message(String text) {
    if (text.length() <= LONGEST_MESSAGE) {
      return clean(text);
    }
    var head = clean(text.substring(0, LONGEST_MESSAGE * 3 / 4));
    var tail = clean(text.substring(text.length() - LONGEST_MESSAGE / 4 + GAP.length()));
    return head + GAP + tail;
  }

  private static int firstBad(String text, int from) {
    for (var i = from; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character == '\0' || Character.isLowSurrogate(character)) {
        return i;
      }
      if (Character.isHighSurrogate(character)) {
        if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
