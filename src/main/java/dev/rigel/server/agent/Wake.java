package dev.rigel.server.agent;

import java.util.UUID;

/**
 * That there may be something to say to agents that wait.
 *
 * @param kind whom it concerns
 * @param name the queue's name, or an id; empty for all
 */
record Wake(Kind kind, String name) {
  static final Wake ALL = new Wake(Kind.ALL, "");

  private static final char AFTER_KIND = ':';

  /** Whom a wake concerns. */
  enum Kind {
    /** Whoever serves the queue. */
    QUEUE,
    /** Whoever has the run. */
    RUN,
    /** The agent. */
    AGENT,
    /** Everybody. */
    ALL
  }

  static Wake queue(String name) {
    return new Wake(Kind.QUEUE, name);
  }

  static Wake run(UUID id) {
    return new Wake(Kind.RUN, id.toString());
  }

  static Wake agent(UUID id) {
    return new Wake(Kind.AGENT, id.toString());
  }

  /** As it goes from server to server. */
  String text() {
    return kind.name() + AFTER_KIND + name;
  }

  /** What {@link #text} has made; what a later version says concerns all. */
  static Wake of(String text) {
    var end = text.indexOf(AFTER_KIND);
    for (var kind : Kind.values()) {
      if (end > 0 && kind.name().equals(text.substring(0, end))) {
        return new Wake(kind, text.substring(end + 1));
      }
    }
    return ALL;
  }
}
