package dev.rigel.it;

import java.nio.file.Path;

/**
 * An application for a server.
 *
 * @param archive a WAR or an EAR, whose name is the application's
 * @param context where it is, from a slash on
 * @param probe what is answered with 200 there as soon as it can be used
 * @param usesDefaultData whether it keeps its data in the server's default data source
 */
record App(Path archive, String context, String probe, boolean usesDefaultData) {

  /** A Rigel server. */
  static App rigel(Path war) {
    return new App(war, "/", "/api/health", false);
  }

  /** Its name. */
  String name() {
    return fileName().replaceFirst("\\.[we]ar$", "");
  }

  /** That with its ending. */
  String fileName() {
    return archive.getFileName().toString();
  }
}
