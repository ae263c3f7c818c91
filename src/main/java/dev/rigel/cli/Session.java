package dev.rigel.cli;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.PROFILES_PATH;
import static dev.rigel.contract.setting.Settings.UI_URL;

import dev.rigel.cli.terminal.Output;
import dev.rigel.cli.terminal.Terminal;
import dev.rigel.client.ApiClient;
import dev.rigel.client.ClientSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.client.Profiles;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call of the command line works with. Settings and API client are made when they are
 * first asked for, since many commands need neither.
 */
final class Session implements AutoCloseable {
  private final Map<String, String> environment;
  private final Output out;
  private final Clock clock;
  private @Nullable String profile;
  private @Nullable ClientSettings settings;
  private @Nullable ApiClient api;

  Session(Map<String, String> environment, Terminal terminal, PrintStream out, Clock clock) {
    this(environment, terminal.on(out), clock);
  }

  private Session(Map<String, String> environment, Output out, Clock clock) {
    this.environment = environment;
    this.out = out;
    this.clock = clock;
  }

  /** The same for the API of another server, whatever settings and profiles say. */
  Session on(URI api) {
    var other = new Session(environment, out, clock);
    other.profile = profile;
    other.settings = settings().withApiUrl(api);
    return other;
  }

  /** A profile named on the command line; from then on its values win over the environment. */
  void useProfile(String name) {
    profile = name;
    settings = null;
  }

  /** Whether the command line names a profile. */
  boolean isProfileNamed() {
    return profile != null;
  }

  /** The profiles file as it is now. */
  Profiles profiles() {
    return Profiles.read(settings().get(PROFILES_PATH));
  }

  /** Writes the profiles file. */
  void save(Profiles profiles) {
    profiles.save(settings().get(PROFILES_PATH));
  }

  Output out() {
    return out;
  }

  Map<String, String> environment() {
    return environment;
  }

  OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  ClientSettings settings() {
    if (settings == null) {
      settings = Profiles.settings(environment, profile);
    }
    return settings;
  }

  ApiClient api() {
    if (api == null) {
      api = new ApiClient(settings(), new MicroProfileTransport());
    }
    return api;
  }

  /** Where people look at things: the API's address without its last step. */
  String uiUrl() {
    return settings()
        .find(UI_URL)
        .map(URI::toString)
        .orElseGet(() -> settings().get(API_URL).toString().replaceAll("/api$", ""));
  }

  @Override
  public void close() {
    if (api != null) {
      api.close();
    }
  }
}
