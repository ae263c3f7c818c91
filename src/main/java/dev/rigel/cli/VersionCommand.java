package dev.rigel.cli;

import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.client.ApiClient;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code version}: what to tell when asking for help. */
@Command(name = "version", description = "Show the versions in use.")
final class VersionCommand implements Runnable {
  private final Session session;

  @Mixin OutputFormat format;

  VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    var versions = new LinkedHashMap<String, String>();
    versions.put("Version", Version.rigel());
    versions.put("API version", ApiClient.API_VERSION);
    versions.put("Java version", System.getProperty("java.version"));
    versions.put("OS/Arch", property("os.name") + "/" + property("os.arch"));
    versions.put("Profile", session.settings().profile());
    versions.put("Server type", "hosted");
    session.out().show(format, byKey(versions), () -> versions.forEach(this::line));
  }

  /** {@code api_version} for {@code API version}. */
  private static Map<String, String> byKey(Map<String, String> labelled) {
    var keyed = new LinkedHashMap<String, String>();
    labelled.forEach((k, v) -> keyed.put(k.toLowerCase(Locale.ROOT).replaceAll("\\W", "_"), v));
    return keyed;
  }

  private void line(String label, String value) {
    session.out().print(String.format("%-20s %s", label + ":", value));
  }

  private static String property(String name) {
    return System.getProperty(name).toLowerCase(Locale.ROOT);
  }
}
