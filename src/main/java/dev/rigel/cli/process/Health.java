package dev.rigel.cli.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** Asks a server on this machine, once, how it is. With little: every command may have to ask. */
final class Health {
  static final int NO_ANSWER = 0;
  static final int HEALTHY = 200;
  static final int NO_APPLICATION = 404;

  private Health() {}

  /**
   * The status of the answer, or {@link #NO_ANSWER}.
   *
   * @param api the address, {@code /api} included
   * @param patience how long to wait for a connection, and for the answer
   */
  static int of(URI api, Duration patience) {
    try {
      var health = URI.create(api + "/health").toURL();
      var asked = (HttpURLConnection) health.openConnection(Proxy.NO_PROXY);
      asked.setConnectTimeout((int) patience.toMillis());
      asked.setReadTimeout((int) patience.toMillis());
      asked.setInstanceFollowRedirects(false);
      asked.setRequestProperty("Connection", "close");
      try {
        return asked.getResponseCode();
      } finally {
        asked.disconnect();
      }
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }
}
