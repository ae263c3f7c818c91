package dev.rigel.contract.json;

import java.util.List;

/**
 * What names of flows, deployments, work queues and block types may hold (contract/rest-api.md,
 * 1.4).
 */
public final class Names {
  private static final List<String> BANNED = List.of("/", "%", "&", ">", "<");

  private Names() {}

  /** Refuses a name with one of {@code / % & > <}; null passes. */
  public static void check(String name) {
    if (name != null && !allowed(name)) {
      throw new BodyReader.Invalid("name", message(name), "value_error.invalidname");
    }
  }

  /** Whether a name is allowed. */
  public static boolean allowed(String name) {
    return BANNED.stream().noneMatch(name::contains);
  }

  private static String message(String name) {
    return "Name '"
        + name
        + "' contains an invalid character. Must not contain any of: ['/', '%', '&', '>', '<'].";
  }
}
