package dev.rigel.client;

import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.setting.Settings.PROFILE;
import static dev.rigel.contract.setting.Settings.PROFILES_PATH;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The profiles file: named sets of settings, one of them active, as the reference keeps it. Without
 * a file there is one empty profile, {@code default}. Changes give a new value; {@link #save}
 * writes it.
 *
 * @param active the profile in use when nobody names another
 * @param byName all profiles
 */
public record Profiles(String active, Map<String, Map<String, String>> byName) {
  /** The profile that is always there. */
  public static final String DEFAULT = "default";

  private static final String WHERE = " (" + HOME + " and " + PROFILES_PATH + " say where it is)";

  /** The settings that this process's environment and the active profile give. */
  public static ClientSettings settings() {
    return settings(System.getenv(), null);
  }

  /**
   * The settings that an environment and a profile give. Order: a profile named on the command
   * line, the environment, the active profile.
   *
   * @param namedProfile the profile that the command line names, which then wins over the
   *     environment
   */
  public static ClientSettings settings(
      Map<String, String> environment, @Nullable String namedProfile) {
    var profiles = read(PROFILES_PATH.get(name -> text(environment, name)));
    var wanted =
        Optional.ofNullable(namedProfile)
            .or(() -> PROFILE.find(name -> text(environment, name)))
            .orElse(profiles.active());
    var ofProfile = profiles.named(wanted).orElseGet(profiles::ofDefault);
    var given = new TreeMap<String, String>();
    given.putAll(namedProfile == null ? ofProfile : environment);
    given.putAll(namedProfile == null ? environment : ofProfile);
    return ClientSettings.of(given, wanted, profiles.warning(wanted));
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name));
  }

  private Optional<String> warning(String wanted) {
    return named(wanted).isPresent()
        ? Optional.empty()
        : Optional.of(
            "WARNING: Active profile '"
                + wanted
                + "' not found. The default profile will be used instead.");
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it cannot be read or is not TOML
   */
  public static Profiles read(Path file) {
    if (!Files.exists(file)) {
      return new Profiles(DEFAULT, Map.of(DEFAULT, Map.of()));
    }
    try {
      return of(new TomlMapper().readTree(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not TOML: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read " + file + ": " + FileTrouble.reason(e) + WHERE, e);
    }
  }

  private static Profiles of(JsonNode file) {
    var profiles = new LinkedHashMap<String, Map<String, String>>();
    profiles.put(DEFAULT, Map.of());
    file.path("profiles").properties().forEach(e -> profiles.put(e.getKey(), texts(e.getValue())));
    return new Profiles(file.path("active").asText(DEFAULT), profiles);
  }

  private static Map<String, String> texts(JsonNode profile) {
    var texts = new LinkedHashMap<String, String>();
    profile.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  /** The settings of a profile, if there is such a one. */
  public Optional<Map<String, String>> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The settings of the default profile. */
  Map<String, String> ofDefault() {
    return byName.getOrDefault(DEFAULT, Map.of());
  }

  /** The same with another active profile. */
  public Profiles withActive(String name) {
    return new Profiles(name, byName);
  }

  /** The same with this profile added or replaced. */
  public Profiles with(String name, Map<String, String> settings) {
    var changed = new LinkedHashMap<>(byName);
    changed.put(name, settings);
    return new Profiles(active, changed);
  }

  /** The same without this profile; {@code default} only loses its settings. */
  public Profiles without(String name) {
    var changed = new LinkedHashMap<>(byName);
    changed.remove(name);
    changed.putIfAbsent(DEFAULT, Map.of());
    return new Profiles(active, changed);
  }

  /**
   * Writes the file anew, for its owner only: there may be keys in it. Nobody sees half a file.
   *
   * @throws IllegalArgumentException if it cannot be written
   */
  public void save(Path file) {
    try {
      var directory = file.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      var written = Files.createTempFile(directory, "profiles", ".toml");
      Files.writeString(written, toml());
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot write " + file + ": " + FileTrouble.reason(e) + WHERE, e);
    }
  }

  /** Without the values, some of which are secrets. */
  @Override
  public String toString() {
    return "profiles " + byName.keySet() + ", active " + active;
  }

  private String toml() {
    var toml = new StringBuilder("active = " + quoted(active) + "\n");
    byName.forEach(
        (name, settings) -> {
          toml.append("\n[profiles.").append(quoted(name)).append("]\n");
          settings.forEach(
              (key, value) -> toml.append(key).append(" = ").append(quoted(value)).append('\n'));
        });
    return toml.toString();
  }

  /** A basic TOML string. */
  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' ' || c == 0x7f) {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
