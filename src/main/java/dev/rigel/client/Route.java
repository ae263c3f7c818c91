package dev.rigel.client;

import static dev.rigel.contract.setting.Settings.API_KEY;
import static dev.rigel.contract.setting.Settings.API_REQUEST_TIMEOUT;
import static dev.rigel.contract.setting.Settings.API_URL;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a server's API is, and how long it is waited for.
 *
 * @param key sent where a call brings none of its own
 * @param connectTimeout how long a connection may take
 * @param timeout how long an answer may take
 */
record Route(URI url, Optional<String> key, Duration connectTimeout, Duration timeout) {

  /** As the settings say. */
  static Route usual(ClientSettings settings) {
    return waiting(settings, Duration.ZERO, settings.get(API_REQUEST_TIMEOUT));
  }

  /**
   * For calls whose answers may take longer.
   *
   * @param longer than others
   * @param patience what a connection may take at most, and an answer beyond {@code longer}; less
   *     if the settings say so
   */
  static Route waiting(ClientSettings settings, Duration longer, Duration patience) {
    var usual = settings.get(API_REQUEST_TIMEOUT);
    var most = usual.compareTo(patience) < 0 ? usual : patience;
    return new Route(settings.get(API_URL), settings.find(API_KEY), most, most.plus(longer));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return url.toString();
  }
}
