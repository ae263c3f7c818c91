package dev.rigel.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the tree that a test writes, and that is committed. */
public final class WrittenFile {
  private WrittenFile() {}

  /**
   * Demands that a file is as it should be. A change is written into it and fails once, so that it
   * is seen.
   *
   * @param changed what has changed if it is not
   */
  public static void demand(Path file, String wanted, String changed) throws IOException {
    var published = Files.exists(file) ? Files.readString(file) : "";
    if (!published.equals(wanted)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, wanted);
    }

    assertThat(published.equals(wanted))
        .as("%s and %s is written anew: look at it and commit it", changed, file)
        .isTrue();
  }
}
