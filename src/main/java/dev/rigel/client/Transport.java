package dev.rigel.client;

/**
 * What carries calls to a server. Two kinds: {@link MicroProfileTransport} for programs of our own,
 * {@link JdkTransport} for what lives inside somebody else's application.
 */
public interface Transport {

  /** The way to a server; nothing is connected yet. */
  Connections to(Route route);
}
