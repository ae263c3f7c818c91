package dev.rigel.cli;

import dev.rigel.agent.child.LogLine;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.Style;
import dev.rigel.client.Patience;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.log.LogLevel;
import dev.rigel.contract.state.StateResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Shows the states and logs of a flow run as they come, until it has ended. */
final class RunFollower {
  /** Said, with the reason behind it, before a call is made again. */
  static final String TRYING_AGAIN = "The API does not answer, trying again: ";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** Logs are sent in batches, the last of them after the final state. */
  private static final Duration LAST_LOGS = Duration.ofSeconds(1);

  private static final Patience PATIENCE =
      new Patience(
          Patience.Plan.doubling(
              Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(10)),
          Patience.Pause.SLEEP);

  private final Session session;
  private final UUID id;
  private final LogFeed logs;
  private final Set<UUID> seenStates = new HashSet<>();

  RunFollower(Session session, FlowRunResponse run) {
    this(session, run, LogFeed.Wanted.ALL);
  }

  RunFollower(Session session, FlowRunResponse run, LogFeed.Wanted wanted) {
    this.session = session;
    this.id = run.id();
    this.logs = new LogFeed(session.api(), run, wanted);
  }

  /** Gives the run as it is at its end. */
  FlowRunResponse toItsEnd() {
    return toItsEnd(() -> {});
  }

  /** The same, as long as a check that is made again and again does not throw. */
  FlowRunResponse toItsEnd(Runnable check) {
    while (true) {
      check.run();
      var run = patiently(() -> session.api().flowRuns().read(id));
      showNew();
      if (run.stateType() != null && run.stateType().isTerminal()) {
        pause(LAST_LOGS);
        showNew();
        return run;
      }
      pause(BETWEEN_LOOKS);
    }
  }

  private record Shown(OffsetDateTime time, String text, Style style) {}

  private void showNew() {
    var states =
        patiently(() -> session.api().flowRunStates().list(id)).stream()
            .filter(state -> seenStates.add(state.id()))
            .map(state -> new Shown(state.timestamp(), text(state), style(state)));
    var records =
        patiently(logs::readNew).stream().map(r -> new Shown(r.time(), r.text(), Style.PLAIN));
    Stream.concat(states, records)
        .sorted(Comparator.comparing(Shown::time))
        .forEach(shown -> session.out().line(shown.text(), shown.style()));
  }

  /** What is followed may outlive its server's restart. */
  private <T> T patiently(Supplier<T> call) {
    return PATIENCE.call(call, e -> session.out().error(TRYING_AGAIN + e.getMessage()));
  }

  private static String text(StateResponse state) {
    var message = Optional.ofNullable(state.message()).filter(m -> !m.isBlank());
    var words = state.name() + message.map(m -> ": " + m.strip()).orElse("");
    return LogLine.of(state.timestamp().toInstant(), LogLevel.INFO, "State", words);
  }

  private static Style style(StateResponse state) {
    return switch (state.type()) {
      case COMPLETED -> Style.GREEN;
      case FAILED, CRASHED, CANCELLED -> Style.RED;
      default -> Style.BLUE;
    };
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("Interrupted.");
    }
  }
}
