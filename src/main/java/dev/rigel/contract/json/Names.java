package dev.rigel.contract.json;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one rule for everything that is asked for by name in an address ({@code name/{…}}, {@code
 * tag/{…}}). What every server can be asked for may be created; what one of them cannot be asked
 * for is refused where it is created, and not found later.
 */
public final class Names {
  /** The reference's list, for flows, deployments, work queues and block types. */
  private static final List<String> BANNED = List.of("/", "%", "&", ">", "<");

  private Names() {}

  /** Refuses a name that {@link #problem} finds fault with. */
  public static void check(@Nullable String name) {
    check("name", name == null ? Optional.empty() : problem(name));
  }

  /**
   * Refuses a tag that could not be asked for. Unlike a name it may hold what the reference bans
   * from names.
   */
  public static void checkTag(String field, @Nullable String tag) {
    check(field, tag == null ? Optional.empty() : unreachable("Tag", tag));
  }

  private static void check(String field, Optional<String> problem) {
    problem.ifPresent(
        text -> {
          throw new BodyReader.Invalid(field, text, "value_error.invalidname");
        });
  }

  /** What is wrong with a name, and what would be right. */
  public static Optional<String> problem(String name) {
    return BANNED.stream().anyMatch(name::contains)
        ? Optional.of(
            "Name '"
                + name
                + "' contains an invalid character. Must not contain any of: ['/', '%', '&', '>', '<'].")
        : unreachable("Name", name);
  }

  /** Payara answers 400 to a backslash in an address, and clients resolve dots before they ask. */
  private static Optional<String> unreachable(String what, String name) {
    if (name.isBlank()) {
      return Optional.of(what + " must not be empty. Give at least one visible character.");
    }
    if (Bounds.isLonger(name, Longest.NAME)) {
      return Optional.of(
          what + " must have at most " + Longest.NAME + " bytes (UTF-8). Give a shorter one.");
    }
    if (name.contains("\\")) {
      return Optional.of(
          what
              + " '"
              + name
              + "' contains a backslash, which no address can hold on every server. Leave it out.");
    }
    return name.equals(".") || name.equals("..")
        ? Optional.of(
            what + " '" + name + "' means a place in an address. Give another, such as 'dot'.")
        : Optional.empty();
  }
}
