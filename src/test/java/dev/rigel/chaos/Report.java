package dev.rigel.chaos;

import java.util.Locale;
import java.util.stream.Collectors;

/** Rows of a table that say what a run of the kit has seen. */
final class Report {
  private static boolean hasHead;

  private Report() {}

  /** A row about a load. */
  static synchronized void print(String fault, Ledger ledger, Findings findings, String more) {
    var counts =
        ledger.counts().entrySet().stream()
            .map(kind -> kind.getValue() + " " + kind.getKey().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    if (!hasHead) {
      hasHead = true;
      System.out.println(
          "| Server | Fault | Runs | Confirmed | Gone | Doubled | Stuck | Answers | |");
      System.out.println("|---|---|---|---|---|---|---|---|---|");
    }
    System.out.printf(
        "| %s | %s | %d | %d | %d | %d | %d | %s | %s |%n",
        Scene.name(),
        fault,
        ledger.runs().size(),
        ledger.confirmed().size(),
        findings.gone().size(),
        findings.doubled().size(),
        findings.stuck().size(),
        counts,
        more);
  }
}
