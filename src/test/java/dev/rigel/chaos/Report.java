package dev.rigel.chaos;

import dev.rigel.contract.state.StateResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows of a table that say what a run of the kit has seen. */
final class Report {
  private static boolean hasHead;
  private static boolean hasRunsHead;

  private Report() {}

  /** A row about one run, or all of them, for which something was mended. */
  static synchronized void print(
      String fault, String phase, Duration mended, List<StateResponse> history) {
    if (!hasRunsHead) {
      hasRunsHead = true;
      System.out.println("| Server | Fault | Run | Mended after | States |");
      System.out.println("|---|---|---|---|---|");
    }
    System.out.printf(
        "| %s | %s | %s | %d ms | %s |%n",
        Scene.name(),
        fault,
        phase,
        mended.toMillis(),
        history.stream().map(StateResponse::name).collect(Collectors.joining(", ")));
  }

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
