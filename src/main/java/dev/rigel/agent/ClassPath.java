package dev.rigel.agent;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Jars and directories of a deployment's batch job, on this machine.
 *
 * @param entries as the block has them
 * @param directory where relative ones start; empty if that is a new directory, which has nothing
 */
record ClassPath(List<String> entries, Optional<Path> directory) {
  /** As in the JVM's own class paths: all jars of a directory. */
  private static final String ALL_JARS = "*";

  /**
   * The entries as paths.
   *
   * @throws IllegalArgumentException if one does not exist here: the job would not be found, and
   *     nobody would say why
   */
  List<Path> existing(String host) {
    var missing = entries.stream().filter(entry -> !exists(entry)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          ("on %s there is no %s, which is on the class path of the deployment's infrastructure;"
                  + " build it, or correct 'classpath' and apply the deployment again")
              .formatted(
                  host,
                  missing.stream()
                      .map(entry -> path(entry).toString())
                      .collect(Collectors.joining(" and no "))));
    }
    return entries.stream().map(this::path).toList();
  }

  private boolean exists(String entry) {
    var path = path(withoutWildcard(entry));
    return (directory.isPresent() || path.isAbsolute()) && Files.exists(path);
  }

  private Path path(String entry) {
    return directory.orElse(Path.of("")).resolve(entry);
  }

  private static String withoutWildcard(String entry) {
    return entry.equals(ALL_JARS)
        ? ""
        : entry.endsWith(File.separator + ALL_JARS)
            ? entry.substring(0, entry.length() - ALL_JARS.length())
            : entry;
  }
}
