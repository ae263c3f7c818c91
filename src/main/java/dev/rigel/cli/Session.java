package dev.rigel.cli;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.PROFILES_PATH;
import static dev.rigel.contract.setting.Settings.UI_URL;

import dev.rigel.cli.process.EphemeralApi;
import dev.rigel.cli.terminal.Output;
import dev.rigel.cli.terminal.Terminal;
import dev.rigel.cli.terminal.WaitingLine;
import dev.rigel.client.ApiClient;
import dev.rigel.client.ClientSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.client.Profiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one call of the command line works with. Settings and API client are made when they are
 * first asked for, since many commands need neither.
 */
final class Session implements AutoCloseable {
  private static final Set<String> YES = Set.of("y", "yes");

  private final Map<String, String> environment;
  private final Output out;
  private final Output err;
  private final Clock clock;
  private @Nullable String profile;
  private @Nullable ClientSettings settings;
  private @Nullable ApiClient api;
  private @Nullable EphemeralApi ephemeral;
  private InputStream answers = System.in;
  private boolean connected;

  Session(
      Map<String, String> environment,
      Terminal terminal,
      PrintStream out,
      PrintStream err,
      Clock clock) {
    this(environment, terminal.on(out), terminal.on(err), clock);
  }

  private Session(Map<String, String> environment, Output out, Output err, Clock clock) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** The same for the API of another server, whatever settings and profiles say. */
  Session on(URI api) {
    var other = new Session(environment, out, err, clock);
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

  /** Answers come from here, not from the process's own input. */
  Session answeredBy(InputStream input) {
    answers = input;
    return this;
  }

  /** Asks whoever sits at the terminal; only yes is yes. In a pipe there is nobody to ask. */
  boolean isConfirmed(String question) {
    out.overwrite(question + " [y/N] ");
    try {
      var line =
          new BufferedReader(new InputStreamReader(answers, Charset.defaultCharset())).readLine();
      return line != null && YES.contains(line.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException("the answer could not be read", e);
    }
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
      api = new ApiClient(connected(EphemeralNotice.onErr(err)), new MicroProfileTransport());
    }
    return api;
  }

  /**
   * The settings, with the address of a server: where they name none, and none answers at the usual
   * address, that of a server that is brought for commands such as this one and stays until this is
   * closed.
   *
   * @param notice tells the user of it
   */
  ClientSettings connected(EphemeralNotice notice) {
    if (!connected) {
      settings = EphemeralApi.unneeded(settings()).orElseGet(() -> withEphemeralApi(notice));
    }
    connected = true;
    return settings();
  }

  private ClientSettings withEphemeralApi(EphemeralNotice notice) {
    notice.begins();
    var waiting = new WaitingLine(err, "Waiting for the ephemeral API");
    ephemeral = EphemeralApi.open(settings(), waiting::waited);
    waiting.done();
    notice.isThere(ephemeral);
    return settings().withApiUrl(ephemeral.url());
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
    if (ephemeral != null) {
      ephemeral.close();
    }
  }
}
