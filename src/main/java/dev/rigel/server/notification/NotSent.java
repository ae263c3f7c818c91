package dev.rigel.server.notification;

/**
 * A message did not arrive. The text goes to the log and is shown, so it names no address and no
 * secret, and neither has it a cause: exceptions of the libraries like to show URLs.
 */
final class NotSent extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean isFinal;

  private NotSent(String why, boolean isFinal) {
    super(why, null, false, false);
    this.isFinal = isFinal;
  }

  /** Trying again may help. */
  static NotSent forNow(String why) {
    return new NotSent(why, false);
  }

  /** Trying again cannot help: the block or the message itself is not acceptable. */
  static NotSent forGood(String why) {
    return new NotSent(why, true);
  }

  /** Whether trying again cannot help. */
  boolean isFinal() {
    return isFinal;
  }
}
