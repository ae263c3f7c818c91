package dev.rigel.client;

import static dev.rigel.contract.setting.Settings.API_URL;

import dev.rigel.contract.setting.Program;
import dev.rigel.contract.setting.Setting;
import dev.rigel.contract.setting.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The values of those {@link Settings} that agent, engine and command line read. Each is an
 * environment variable; a profile of the profiles file may give it too ({@link Profiles#settings}),
 * or, inside an application, MicroProfile Config. An empty value counts as none. One that cannot be
 * read is told to who asks for it: {@link IllegalArgumentException}, with the setting's name in a
 * one-line message.
 */
public final class ClientSettings {
  private final Function<String, Optional<String>> texts;
  private final Map<String, String> given;
  private final String profile;
  private final Optional<String> warning;

  private ClientSettings(
      Function<String, Optional<String>> texts,
      Map<String, String> given,
      String profile,
      Optional<String> warning) {
    this.texts = texts;
    this.given = given;
    this.profile = profile;
    this.warning = warning;
  }

  /**
   * Of a process of our own.
   *
   * @param given what environment and profile say
   * @param profile the active one
   * @param warning as {@link #warning()}
   */
  static ClientSettings of(Map<String, String> given, String profile, Optional<String> warning) {
    return new ClientSettings(
        name -> Optional.ofNullable(given.get(name)), given, profile, warning);
  }

  /** Those of an application: what starts no processes hands none on, and knows no profiles. */
  public static ClientSettings of(Function<String, Optional<String>> texts) {
    return new ClientSettings(texts, Map.of(), "", Optional.empty());
  }

  /** The same with another API address, as if it stood in the environment. */
  public ClientSettings withApiUrl(URI url) {
    var changed = new LinkedHashMap<>(given);
    changed.put(API_URL.name(), url.toString());
    return new ClientSettings(
        name -> name.equals(API_URL.name()) ? Optional.of(url.toString()) : texts.apply(name),
        changed,
        profile,
        warning);
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
    return setting.get(texts);
  }

  /** The value of a setting, or its default; empty if it has neither. */
  public <T> Optional<T> find(Setting<T> setting) {
    demandOurs(setting);
    return setting.find(texts);
  }

  /** Whether anybody gives a value; else its default holds, if it has one. */
  public boolean isGiven(Setting<?> setting) {
    demandOurs(setting);
    return texts.apply(setting.name()).filter(text -> !text.isBlank()).isPresent();
  }

  private static void demandOurs(Setting<?> setting) {
    if (!setting.isReadBy(Program.CLIENTS)) {
      throw new IllegalArgumentException(setting + " is none that clients read");
    }
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
