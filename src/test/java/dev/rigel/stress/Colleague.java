package dev.rigel.stress;

/** An agent of either kind. */
abstract class Colleague implements Runnable {
  final Life life = new Life();
  private final String name;
  private final Ledger ledger;

  Colleague(String name, Ledger ledger) {
    this.name = name;
    this.ledger = ledger;
  }

  final String name() {
    return name;
  }

  /** Whether it has runs that it would leave. */
  abstract boolean hasRuns();

  /** Takes runs while it lives and may. */
  abstract void serve();

  @Override
  public final void run() {
    try {
      serve();
    } catch (Life.Died over) {
      // without a word
    } catch (RuntimeException e) {
      ledger.trouble(name + " of the test broke: " + e);
    }
  }
}
