package dev.rigel.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Ids as people type them. */
final class Ids {
  private Ids() {}

  /** The id that a text spells, with or without dashes or braces; empty for any other text. */
  static Optional<UUID> parse(String text) {
    var digits =
        text.toLowerCase(Locale.ROOT)
            .replace("urn:", "")
            .replace("uuid:", "")
            .replaceAll("^[{}]+|[{}]+$", "")
            .replace("-", "");
    return digits.matches("[0-9a-f]{32}")
        ? Optional.of(
            new UUID(
                Long.parseUnsignedLong(digits, 0, 16, 16),
                Long.parseUnsignedLong(digits, 16, 32, 16)))
        : Optional.empty();
  }
}
