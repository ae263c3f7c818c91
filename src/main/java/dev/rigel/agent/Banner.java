package dev.rigel.agent;

import java.net.URI;

/** What an agent says when it starts. */
final class Banner {
  private static final String NAME =
      """

        ___ ___ ___ ___ _        _   ___ ___ _  _ _____
       | _ \\_ _/ __| __| |      /_\\ / __| __| \\| |_   _|
       |   /| | (_ | _|| |__   / _ \\ (_ | _|| .` | | |
       |_|_\\___\\___|___|____| /_/ \\_\\___|___|_|\\_| |_|

      """;

  private Banner() {}

  /**
   * The words.
   *
   * @param limit flow runs at once; 0 for any number
   */
  static String of(AgentOptions options, URI api, int limit) {
    return (options.apiIsTold() ? "" : "Starting Rigel agent connected to " + api + "...\n")
        + NAME
        + "\n"
        + work(options)
        + (limit == 0 ? "" : "\nFlow run limit: " + limit + " at once.");
  }

  private static String work(AgentOptions options) {
    if (!options.prefixes().isEmpty()) {
      var prefixes =
          String.join(", ", options.prefixes().stream().map(p -> "'" + p + "'").toList());
      return "Agent started! Looking for work from queue(s) that start with the prefix: ["
          + prefixes
          + "]...";
    }
    var queues =
        options.tags().isEmpty()
            ? String.join(", ", options.queues())
            : AgentOptions.queueFor(options.tags());
    return "Agent started! Looking for work from queue(s): " + queues + "...";
  }
}
