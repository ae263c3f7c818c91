package dev.rigel.cli.process;

import dev.rigel.cli.terminal.Failure;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts processes that outlive this one. What a terminal sends to all that was started from it,
 * Ctrl-C and its own end, does not reach them: a signal that is ignored at the start stays so, also
 * in a JVM. SIGTERM does.
 */
final class Detached {
  private static final List<String> UNDISTURBED =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "rigel");

  private Detached() {}

  /**
   * Starts one.
   *
   * @throws Failure if it cannot be started
   */
  static Process start(ProcessBuilder command) {
    var words = new ArrayList<String>();
    if (new File(UNDISTURBED.get(0)).canExecute()) { // not on Windows
      words.addAll(UNDISTURBED);
    }
    words.addAll(command.command());
    try {
      return command.command(words).start();
    } catch (IOException e) {
      throw new Failure("Cannot start %s: %s".formatted(words.get(0), e.getMessage()));
    }
  }
}
