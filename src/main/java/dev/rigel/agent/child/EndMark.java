package dev.rigel.agent.child;

import dev.rigel.engine.FlowRunExecution.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a child process tells its agent that it has reported the end of its run. Its exit status
 * cannot: a step that calls {@code System.exit(0)} gives one that looks as if all was well. The
 * mark is a file that the agent makes empty and the child writes to.
 *
 * @param file in the directory for temporary files
 */
public record EndMark(Path file) {
  /** Name of the variable that carries the file's name to the child. */
  public static final String VARIABLE = "RIGEL_END_MARK";

  /**
   * A mark that is not set.
   *
   * @throws IOException if there is no place for temporary files
   */
  public static EndMark create() throws IOException {
    return new EndMark(Files.createTempFile("rigel", ".end"));
  }

  /** In the child: sets the mark, if an agent waits for one. */
  static void set(Ending ending) {
    var name = System.getenv(VARIABLE);
    if (name == null || name.isBlank()) {
      return;
    }
    try {
      Files.writeString(Path.of(name), ending.name());
    } catch (IOException e) {
      // the agent will report a crash, which the server does not take once it knows the end
      System.err.println("end mark " + name + " not written: " + e.getMessage());
    }
  }

  /** How it went, as the child says; empty if it ended without a word. */
  public Optional<Ending> read() {
    try {
      var word = Files.readString(file);
      return Arrays.stream(Ending.values()).filter(e -> e.name().equals(word)).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
