package dev.rigel.client;

import dev.rigel.contract.setting.Setting;
import java.util.Map;
import java.util.TreeMap;

/** A client's settings in a test: those given, and the defaults; nothing of this environment. */
public final class GivenSettings {
  private GivenSettings() {}

  /** As if the environment were no more than these. */
  public static ClientSettings of(Map<Setting<?>, String> given) {
    return Profiles.settings(environment(given), null);
  }

  /** These as environment variables. */
  public static Map<String, String> environment(Map<Setting<?>, String> given) {
    var environment = new TreeMap<String, String>();
    given.forEach((setting, text) -> environment.put(setting.name(), text));
    return environment;
  }
}
