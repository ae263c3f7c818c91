package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.client.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Maven project with a first flow in it: a Jakarta Batch job of one step, its test, and its
 * deployment.
 *
 * @param name of the flow, of its job and of its jar
 */
record FlowProject(String name) {
  /** What a Maven artifact, a file and a flow may all be called. */
  private static final String NAMES = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /** 60 characters are a file name everywhere, whatever is put after them. */
  private static final int LONGEST_NAME = 60;

  FlowProject {
    if (!name.matches(NAMES) || name.length() > LONGEST_NAME) {
      throw new Failure(
          ("'%s' cannot be the name of a project; take lower-case letters, digits and hyphens, a"
                  + " letter first, %d at most, as in 'daily-report'")
              .formatted(name, LONGEST_NAME));
    }
  }

  /** Its files: where each lies, and the template that it is made of. */
  private Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    files.put("pom.xml", "pom.xml");
    files.put("src/main/resources/META-INF/batch-jobs/" + name + ".xml", "job.xml");
    files.put("src/main/java/org/example/Greet.java", "Greet.java.txt");
    files.put("src/test/java/org/example/GreetTest.java", "GreetTest.java.txt");
    files.put(name + ".yaml", "deployment.yaml");
    files.put(".gitignore", "gitignore");
    return files;
  }

  /**
   * Writes them all.
   *
   * @param directory made when missing; must be empty
   * @return what was written, relative to the directory
   * @throws Failure if something is there already, or cannot be written; nothing is overwritten
   */
  List<String> writeTo(Path directory) {
    demandEmpty(directory);
    files().forEach((file, template) -> write(directory.resolve(file), text(template)));
    return List.copyOf(files().keySet());
  }

  private static void demandEmpty(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw new Failure("%s is there already and is no directory".formatted(directory));
    }
    try (Stream<Path> found = Files.list(directory)) {
      if (found.findAny().isPresent()) {
        throw new Failure(
            "%s is not empty; nothing was written. Choose another with --directory."
                .formatted(directory));
      }
    } catch (IOException e) {
      throw new Failure("Cannot read %s: %s".formatted(directory, FileTrouble.reason(e)));
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new Failure("Cannot write %s: %s".formatted(file, FileTrouble.reason(e)));
    }
  }

  private String text(String template) {
    try (var in = FlowProject.class.getResourceAsStream("project/" + template)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${name}", name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
