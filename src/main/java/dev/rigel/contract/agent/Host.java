package dev.rigel.contract.agent;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The machine that an agent runs on. */
public final class Host {
  private Host() {}

  /** As it calls itself. */
  public static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a machine that does not know its own name
    }
  }
}
