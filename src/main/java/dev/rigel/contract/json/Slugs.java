package dev.rigel.contract.json;

/** What slugs and names of blocks may hold. */
public final class Slugs {
  private Slugs() {}

  /**
   * Refuses a text with other characters than lower-case letters, digits and dashes; null passes.
   */
  public static void check(String field, String text) {
    if (text != null && !text.matches("[a-z0-9-]*")) {
      throw new BodyReader.Invalid(
          field,
          field + " must only contain lowercase letters, numbers, and dashes.",
          "value_error");
    }
  }
}
