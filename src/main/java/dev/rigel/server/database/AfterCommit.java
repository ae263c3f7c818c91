package dev.rigel.server.database;

/** What is to be done when a transaction is committed, and not at all when it is rolled back. */
public interface AfterCommit {

  /**
   * Runs on the thread that commits the caller's transaction, right after it; is not to ask the
   * database.
   */
  void run(Runnable work);
}
