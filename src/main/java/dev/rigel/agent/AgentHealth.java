package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_LOST;
import static dev.rigel.contract.setting.Settings.AGENT_QUERY_INTERVAL;

import dev.rigel.client.ClientSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How an agent is, for those who watch over its process. It lives as long as it answers; it is
 * ready while it takes runs, and has been answered by the server within the time after which that
 * takes its runs from it.
 */
final class AgentHealth {
  private final AgentOptions options;
  private final Stopping stopping;
  private final Pulse pulse;
  private final Duration longestSilence;
  private final Supplier<Optional<WorkSource>> source;

  /**
   * Of an agent.
   *
   * @param source where its runs come from, once that is known
   */
  AgentHealth(
      AgentOptions options,
      ClientSettings settings,
      Stopping stopping,
      Pulse pulse,
      Supplier<Optional<WorkSource>> source) {
    this.options = options;
    this.stopping = stopping;
    this.pulse = pulse;
    this.longestSilence = longestSilence(settings);
    this.source = source;
  }

  /** Where polls are rarer than that, the time for three. */
  private static Duration longestSilence(ClientSettings settings) {
    var lost = settings.get(AGENT_LOST);
    var polls = settings.get(AGENT_QUERY_INTERVAL).multipliedBy(3);
    return lost.compareTo(polls) < 0 ? polls : lost;
  }

  /** It has been answered, at some time. */
  boolean hasStarted() {
    return pulse.age().isPresent();
  }

  /** It takes runs, as far as it knows. */
  boolean isReady() {
    return !stopping.isDraining()
        && pulse.age().filter(age -> age.compareTo(longestSilence) <= 0).isPresent();
  }

  /** All that is told of it, under the given status. */
  Health now(Health.Status status) {
    var serving = source.get();
    var all =
        HealthBuilder.builder()
            .status(status)
            .state(state())
            .name(options.nameOrUsual())
            .queues(options.queues())
            .prefixes(options.prefixes())
            .free(0)
            .secondsSinceAnswer(pulse.age().map(age -> age.toMillis() / 1e3).orElse(null));
    serving.ifPresent(
        from ->
            all.id(from.id())
                .flowRuns(from.inHand())
                .free(stopping.isDraining() ? Integer.valueOf(0) : from.free()));
    return all.build();
  }

  private Health.State state() {
    if (stopping.isDraining()) {
      return Health.State.DRAINING;
    }
    if (!hasStarted()) {
      return Health.State.STARTING;
    }
    return pulse.isMissed() ? Health.State.UNREACHABLE : Health.State.ONLINE;
  }
}
