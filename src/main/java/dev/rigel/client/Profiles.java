package dev.rigel.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The profiles file: named sets of settings, one of them active (contract/settings.md). Without a
 * file there is one empty profile, {@code default}.
 *
 * @param active the profile in use when nobody names another
 * @param byName all profiles
 */
record Profiles(String active, Map<String, Map<String, String>> byName) {
  private static final String DEFAULT = "default";

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it cannot be read or is not TOML
   */
  static Profiles read(Path file) {
    if (!Files.exists(file)) {
      return new Profiles(DEFAULT, Map.of(DEFAULT, Map.of()));
    }
    try {
      return of(new TomlMapper().readTree(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not TOML: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
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
  Optional<Map<String, String>> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The settings of the default profile. */
  Map<String, String> ofDefault() {
    return byName.get(DEFAULT);
  }
}
