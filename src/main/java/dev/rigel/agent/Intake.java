package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_LIMIT;
import static dev.rigel.contract.setting.Settings.AGENT_PREFETCH;

import dev.rigel.client.ClientSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How many runs an agent takes, and how early.
 *
 * @param limit runs in hand at once; 0 for any number
 * @param prefetch how long before its start a run is taken
 */
record Intake(int limit, Duration prefetch) {

  /** As the options say, else the settings. */
  static Intake of(AgentOptions options, ClientSettings settings) {
    var limit =
        options.limit() == null ? settings.find(AGENT_LIMIT).orElse(usualLimit()) : options.limit();
    var prefetch =
        Optional.ofNullable(options.prefetch())
            .filter(time -> !time.isZero())
            .orElse(settings.get(AGENT_PREFETCH));
    return new Intake(limit, prefetch);
  }

  private static int usualLimit() {
    return Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
  }
}
