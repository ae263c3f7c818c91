package dev.rigel.runner;

import dev.rigel.client.ClientSettings;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/** The settings that the application's MicroProfile Config gives; without that, its environment. */
final class ApplicationSettings {
  private ApplicationSettings() {}

  static ClientSettings load() {
    return ClientSettings.of(texts());
  }

  private static Function<String, Optional<String>> texts() {
    try {
      return OfMicroProfile.texts();
    } catch (LinkageError | IllegalStateException e) {
      // the server has none, or not for this application
      return ApplicationSettings::ofEnvironment;
    }
  }

  /** As MicroProfile Config does by default. */
  private static Optional<String> ofEnvironment(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .or(() -> Optional.ofNullable(System.getenv(name)));
  }

  /** A class of its own, which is not linked before it is used. */
  private static final class OfMicroProfile {
    static Function<String, Optional<String>> texts() {
      var config = ConfigProvider.getConfig();
      return name -> config.getOptionalValue(name, String.class);
    }
  }
}
