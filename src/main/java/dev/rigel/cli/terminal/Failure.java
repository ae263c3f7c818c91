package dev.rigel.cli.terminal;

/** A command cannot do what it was asked; the message is all the user needs. Exit status 1. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One line, or a few where advice follows. */
  public Failure(String message) {
    super(message);
  }
}
