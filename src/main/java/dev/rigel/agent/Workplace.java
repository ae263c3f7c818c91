package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ClientSettings;
import dev.rigel.client.Transport;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;

/**
 * Where an agent is: in a JVM of its own ({@link AgentProgram}), or inside an application ({@link
 * ApplicationAgent}).
 *
 * @param transport what carries its calls
 * @param offer what runs can execute on
 * @param threads makes those in which runs are started and watched
 * @param probes who asks for its health
 * @param out where its operator looks, besides the log
 */
record Workplace(
    Transport transport,
    Offer offer,
    ThreadFactory threads,
    Probes probes,
    PrintStream out,
    Clock clock) {

  /** Makes what runs execute on. */
  interface Offer {
    /** For an agent with these settings. */
    Infrastructures of(ApiClient api, ClientSettings settings);
  }
}
