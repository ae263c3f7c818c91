package dev.rigel.server.platform;

import dev.rigel.contract.json.StorableText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Why Rigel cannot start, as one line of the server's log: what is wrong, with which setting, and
 * what to do. Servers tell of it in pages of stack traces, and Payara Micro then calls itself
 * ready; {@code rigel server start} looks for this line. It holds no secret.
 */
public final class StartFailure {
  /** What the line begins with; {@code cli.process.ServerProcess} knows it too. */
  public static final String WORDS = "Rigel cannot start: ";

  private static final Logger LOG = System.getLogger(StartFailure.class.getName());

  private StartFailure() {}

  /** Writes the line; line breaks of the reason become spaces. */
  public static void tell(String why) {
    LOG.log(Level.ERROR, WORDS + StorableText.message(why.replaceAll("\\s*\\R\\s*", " ")));
  }
}
