package dev.rigel.client;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.PROFILE;
import static dev.rigel.contract.setting.Settings.PROFILES_PATH;

import dev.rigel.contract.setting.Program;
import dev.rigel.contract.setting.Setting;
import dev.rigel.contract.setting.Settings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The values of those {@link Settings} that agent, engine and command line read. Each is an
 * environment variable; a profile of the profiles file may give it too. Order: a profile named on
 * the command line, the environment, the active profile, the default. An empty value counts as
 * none. One that cannot be read is told to who asks for it: {@link IllegalArgumentException}, with
 * the setting's name in a one-line message.
 */
public final class ClientSettings {
  private final Config config;
  private final Map<String, String> given;
  private final String profile;
  private final Optional<String> warning;

  private ClientSettings(Map<String, String> given, String profile, Optional<String> warning) {
    this.given = given;
    this.profile = profile;
    this.warning = warning;
    this.config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(given, "profile and environment", 300))
            .build();
  }

  /** From this process's environment and the active profile. */
  public static ClientSettings load() {
    return load(System.getenv(), null);
  }

  /**
   * From an environment.
   *
   * @param namedProfile the profile that the command line names, which then wins over the
   *     environment
   */
  public static ClientSettings load(
      Map<String, String> environment, @Nullable String namedProfile) {
    var profiles = Profiles.read(PROFILES_PATH.get(name -> text(environment, name)));
    var wanted =
        Optional.ofNullable(namedProfile)
            .or(() -> PROFILE.find(name -> text(environment, name)))
            .orElse(profiles.active());
    var ofProfile = profiles.named(wanted).orElseGet(profiles::ofDefault);
    var given = new TreeMap<String, String>();
    given.putAll(namedProfile == null ? ofProfile : environment);
    given.putAll(namedProfile == null ? environment : ofProfile);
    return new ClientSettings(given, wanted, warning(profiles, wanted));
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name));
  }

  private static Optional<String> warning(Profiles profiles, String wanted) {
    return profiles.named(wanted).isPresent()
        ? Optional.empty()
        : Optional.of(
            "WARNING: Active profile '"
                + wanted
                + "' not found. The default profile will be used instead.");
  }

  /** The same with another API address, as if it stood in the environment. */
  public ClientSettings withApiUrl(URI url) {
    var changed = new LinkedHashMap<>(given);
    changed.put(API_URL.name(), url.toString());
    return new ClientSettings(changed, profile, warning);
  }

  /** The name of the active profile. */
  public String profile() {
    return profile;
  }

  /** What the user should hear about the choice of the profile, one line. */
  public Optional<String> warning() {
    return warning;
  }

  /** The value of a setting that has a default. */
  public <T> T get(Setting<T> setting) {
    demandOurs(setting);
    return setting.get(this::text);
  }

  /** The value of a setting, or its default; empty if it has neither. */
  public <T> Optional<T> find(Setting<T> setting) {
    demandOurs(setting);
    return setting.find(this::text);
  }

  private static void demandOurs(Setting<?> setting) {
    if (!setting.isReadBy(Program.CLIENTS)) {
      throw new IllegalArgumentException(setting + " is none that clients read");
    }
  }

  private Optional<String> text(String name) {
    return config.getOptionalValue(name, String.class);
  }

  /**
   * What profile or environment give of Rigel's and Prefect's settings, known to us or not, for the
   * environment of a process that is started; without secrets that are no business of its program.
   * Holds the others: not for logs and not for command lines.
   */
  public Map<String, String> givenFor(Program program) {
    var settings = new TreeMap<String, String>();
    given.forEach(
        (name, value) -> {
          var setting = Settings.named(name);
          var foreign = setting.filter(s -> s.isSecret() && !s.isReadBy(program)).isPresent();
          if (!foreign && (setting.isPresent() || name.matches("(PREFECT|RIGEL)_[^_].*"))) {
            settings.put(name, value);
          }
        });
    return settings;
  }
}
