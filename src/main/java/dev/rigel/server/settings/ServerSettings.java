package dev.rigel.server.settings;

import dev.rigel.contract.setting.Program;
import dev.rigel.contract.setting.Setting;
import dev.rigel.contract.setting.Settings;
import dev.rigel.server.platform.StartFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The values of those {@link Settings} that a server reads. All are read at once: one that cannot
 * be read stops the server at its start.
 */
public final class ServerSettings {
  private final Map<Setting<?>, Optional<?>> values = new HashMap<>();

  /**
   * Reads them from texts by name.
   *
   * @throws IllegalArgumentException if one cannot be read, with its name
   */
  public ServerSettings(Function<String, Optional<String>> texts) {
    Settings.all().stream()
        .filter(setting -> setting.isReadBy(Program.SERVER))
        .forEach(setting -> values.put(setting, setting.find(texts)));
  }

  /** Reads them from MicroProfile Config, which has the environment, and tells what stops it. */
  public static ServerSettings load() {
    var config = ConfigProvider.getConfig();
    try {
      return new ServerSettings(name -> config.getOptionalValue(name, String.class));
    } catch (RuntimeException e) {
      StartFailure.tell(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** The value of a setting that has a default. */
  public <T> T get(Setting<T> setting) {
    return find(setting).orElseThrow(() -> new NoSuchElementException(setting + " has no default"));
  }

  /** The value of a setting, or its default; empty if it has neither. */
  @SuppressWarnings("unchecked") // what a setting reads is of its type
  public <T> Optional<T> find(Setting<T> setting) {
    var value = values.get(setting);
    if (value == null) {
      throw new IllegalArgumentException(setting + " is none that servers read");
    }
    return (Optional<T>) value;
  }

  /** By their names, as anyone may see them: secrets are hidden, null is none. */
  public Map<String, Object> shown() {
    var shown = new TreeMap<String, Object>();
    values.keySet().forEach(setting -> shown.put(setting.name(), shown(setting)));
    return shown;
  }

  private <T> @Nullable Object shown(Setting<T> setting) {
    return find(setting)
        .map(value -> setting.isSecret() ? Setting.HIDDEN : setting.kind().shown(value))
        .orElse(null);
  }
}
