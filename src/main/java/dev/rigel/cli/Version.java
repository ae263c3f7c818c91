package dev.rigel.cli;

import java.util.Optional;

/** The version of Rigel that is running. */
final class Version {
  private Version() {}

  /** As the build wrote it into the jar's manifest; {@code development} for loose classes. */
  static String rigel() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
