package dev.rigel.contract.json;

import org.jspecify.annotations.Nullable;

/** URLs in bodies. */
public final class Urls {
  private Urls() {}

  /** Refuses what is no absolute http or https URL. */
  public static void check(String field, @Nullable String url) {
    if (url != null && !url.matches("(?i)https?://[^\\s/?#]+\\S*")) {
      throw new BodyReader.Invalid(
          field, "invalid or missing URL scheme", "value_error.url.scheme");
    }
  }
}
