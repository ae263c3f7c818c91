package dev.rigel.server.harness;

import dev.rigel.contract.setting.Setting;
import dev.rigel.contract.setting.Settings;
import dev.rigel.server.settings.ServerSettings;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** A server's settings in a test. */
public final class TestSettings {
  private TestSettings() {}

  /** What is given; else what the test's JVM was started with, else the defaults. */
  public static ServerSettings of(Map<Setting<?>, String> given) {
    var config = ConfigProvider.getConfig();
    return new ServerSettings(
        name ->
            Settings.named(name)
                .map(given::get)
                .or(() -> config.getOptionalValue(name, String.class)));
  }

  /** One setting that is not its default. */
  public static ServerSettings of(Setting<?> setting, String text) {
    return of(Map.of(setting, text));
  }
}
