package dev.rigel.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Batch jobs of a user's project, compiled as the user's build would, without another Maven. */
public final class JobSources {
  private JobSources() {}

  /** The example that lies in this repository. */
  static Path weatherReport() {
    return Path.of(System.getProperty("it.project"), "examples/weather-report");
  }

  /** Compiles a project's main classes and copies its resources; gives the class directory. */
  public static Path compiled(Path project, Path target) {
    try {
      Files.createDirectories(target);
      var arguments = new ArrayList<>(List.of("--release", "17", "-d", target.toString()));
      arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), "-proc:none"));
      filesBelow(project.resolve("src/main/java")).map(Path::toString).forEach(arguments::add);
      var status =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, arguments.toArray(String[]::new));
      if (status != 0) {
        throw new IllegalStateException(project + " does not compile");
      }
      copy(project.resolve("src/main/resources"), target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packs a class directory. */
  static Path jar(Path classes, Path file) throws IOException {
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (var entry : filesBelow(classes).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
        Files.copy(entry, jar);
      }
    }
    return file;
  }

  private static void copy(Path from, Path to) throws IOException {
    for (var file : filesBelow(from).toList()) {
      var copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Stream<Path> filesBelow(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList().stream();
    }
  }
}
