package dev.rigel.contract.json;

import org.jspecify.annotations.Nullable;

/** What slugs and names of blocks may hold. */
public final class Slugs {
  private Slugs() {}

  /**
   * Refuses a text with other characters than lower-case letters, digits and dashes, and one that
   * is too long.
   */
  public static void check(String field, @Nullable String text) {
    if (text == null) {
      return;
    }
    if (Bounds.isLonger(text, Longest.NAME)) {
      throw new BodyReader.Invalid(
          field,
          field + " must have at most " + Longest.NAME + " characters. Give a shorter one.",
          "value_error.any_str.max_length");
    }
    if (!text.matches("[a-z0-9-]*")) {
      throw new BodyReader.Invalid(
          field,
          field + " must only contain lowercase letters, numbers, and dashes.",
          "value_error");
    }
  }
}
