package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_DRAIN;
import static dev.rigel.contract.setting.Settings.AGENT_LABELS;
import static dev.rigel.contract.setting.Settings.AGENT_NAME;
import static dev.rigel.contract.setting.Settings.AGENT_PREFIXES;
import static dev.rigel.contract.setting.Settings.AGENT_QUEUES;

import dev.rigel.client.ClientSettings;
import dev.rigel.contract.agent.Host;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.json.WithBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is started with. Exactly one of queues, prefixes and tags says where it looks for
 * work.
 *
 * @param queues names, in order of priority; made when missing
 * @param prefixes all queues whose name begins with any of these
 * @param tags deprecated: one queue that takes the runs that carry all of these
 * @param apiUrl address of the API, {@code /api} included; null for the setting
 * @param apiIsTold whether its operator has been told which API that is
 * @param runOnce whether to make one pass, wait for what it took, and end
 * @param prefetch how long before its start a run is taken; null or zero for the setting
 * @param hideWelcome whether to start without the banner
 * @param limit flow runs in hand at once; 0 for any number, null for the setting
 * @param name by which people know it; null for its host and process
 * @param labels texts by which people find it
 * @param drain how long running work may go on when the agent is told to end (SIGTERM, Ctrl-C);
 *     null for not at all
 * @param healthPort where probes are answered; 0 for any that is free, null for the setting
 */
@WithBuilder
public record AgentOptions(
    List<String> queues,
    List<String> prefixes,
    List<String> tags,
    @Nullable URI apiUrl,
    boolean apiIsTold,
    boolean runOnce,
    @Nullable Duration prefetch,
    boolean hideWelcome,
    @Nullable Integer limit,
    @Nullable String name,
    List<String> labels,
    @Nullable Duration drain,
    @Nullable Integer healthPort) {
  private static final int LAST_PORT = 65_535;

  /** Copies the lists; null counts as empty. */
  public AgentOptions {
    queues = queues == null ? List.of() : List.copyOf(queues);
    prefixes = prefixes == null ? List.of() : List.copyOf(prefixes);
    tags = tags == null ? List.of() : List.copyOf(tags);
    labels = labels == null ? List.of() : List.copyOf(labels);
  }

  /** An agent that serves these queues until it is stopped. */
  public static AgentOptions serving(String... queues) {
    return AgentOptionsBuilder.builder().queues(List.of(queues)).hideWelcome(true).build();
  }

  /** The queue that an agent with tags makes and serves. */
  public static String queueFor(List<String> tags) {
    return "Agent queue " + String.join("-", new TreeSet<>(tags));
  }

  /** The same, with what the settings say where these say nothing. */
  public AgentOptions or(ClientSettings settings) {
    var isAnywhere = !queues.isEmpty() || !prefixes.isEmpty() || !tags.isEmpty();
    return AgentOptionsBuilder.builder(this)
        .queues(isAnywhere ? queues : settings.get(AGENT_QUEUES))
        .prefixes(isAnywhere ? prefixes : settings.get(AGENT_PREFIXES))
        .name(name == null ? settings.find(AGENT_NAME).orElse(null) : name)
        .labels(labels.isEmpty() ? settings.get(AGENT_LABELS) : labels)
        .drain(drain == null ? settings.get(AGENT_DRAIN) : drain)
        .build();
  }

  /** The same; without a name it is called after its host and an application. */
  public AgentOptions orNamedAfter(String application) {
    return name == null
        ? AgentOptionsBuilder.builder(this).name(Host.name() + "-" + application).build()
        : this;
  }

  /** The name by which people know it. */
  String nameOrUsual() {
    return name == null ? Host.name() + "-" + ProcessHandle.current().pid() : name;
  }

  /** The queues that a server may have: others have a name that none takes. */
  List<String> possibleQueues() {
    return queues.stream().filter(name -> Names.problem(name).isEmpty()).toList();
  }

  /** Whether every queue may be there. */
  boolean areQueuesPossible() {
    return possibleQueues().size() == queues.size();
  }

  /** Whether any queue may be there. */
  boolean isAnyQueuePossible() {
    return !prefixes.isEmpty() || !possibleQueues().isEmpty();
  }

  /**
   * Refuses anything but one way to say where to look for work, numbers out of range, and a name
   * that nothing can have.
   *
   * @throws IllegalArgumentException with the text for the user
   */
  public void check() {
    var ways = List.of(queues, prefixes, tags).stream().filter(way -> !way.isEmpty()).count();
    if (ways == 0) {
      throw new IllegalArgumentException("No work queues provided!");
    }
    if (ways > 1) {
      throw new IllegalArgumentException(
          "Only one of `work_queues`, `match`, or `tags` can be provided.");
    }
    if (limit != null && limit < 0) {
      throw new IllegalArgumentException(
          "The limit " + limit + " is below zero; 0 stands for any number of flow runs.");
    }
    if (name != null) {
      Names.check(name);
    }
    if (drain != null && drain.isNegative()) {
      throw new IllegalArgumentException(
          "The time to drain is below zero; 0 ends running work at once.");
    }
    if (healthPort != null && (healthPort < 0 || healthPort > LAST_PORT)) {
      throw new IllegalArgumentException(
          "The health port " + healthPort + " is no port; these are 1 to " + LAST_PORT + ".");
    }
  }
}
