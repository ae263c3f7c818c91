package dev.rigel.stress;

/** Whether an agent lives: everything that it is about to do asks first. */
final class Life {
  private boolean isDead;
  private boolean isFrozen;
  private boolean isRetiring;

  /** The agent is dead; thrown in its own threads only. */
  static final class Died extends RuntimeException {}

  /** Waits while it is frozen, like a process that notices nothing of that. */
  synchronized void go() {
    while (isFrozen && !isDead) {
      pause(0);
    }
    if (isDead) {
      throw new Died();
    }
  }

  /** Does nothing for a time; less if something happens to it. */
  synchronized void rest(long millis) {
    if (!isDead && millis > 0) {
      pause(millis);
    }
    go();
  }

  private void pause(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Died();
    }
  }

  /** From now on it says and hears nothing, whatever it had in hand. */
  synchronized void kill() {
    isDead = true;
    notifyAll();
  }

  synchronized void freeze() {
    isFrozen = true;
  }

  synchronized void thaw() {
    isFrozen = false;
    notifyAll();
  }

  /** It is to take nothing more, and to end when it has nothing in hand. */
  synchronized void retire() {
    isRetiring = true;
    thaw();
  }

  synchronized boolean isRetiring() {
    return isRetiring;
  }
}
