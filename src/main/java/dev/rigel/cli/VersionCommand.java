package dev.rigel.cli;

import dev.rigel.client.ApiClient;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code version}: what to tell when asking for help. */
@Command(name = "version", description = "Show the versions in use.")
final class VersionCommand implements Runnable {
  private final Session session;

  VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    line("Version", Version.rigel());
    line("API version", ApiClient.API_VERSION);
    line("Java version", System.getProperty("java.version"));
    line("OS/Arch", property("os.name") + "/" + property("os.arch"));
    line("Profile", session.settings().profile());
    line("Server type", "hosted");
  }

  private void line(String label, String value) {
    session.out().print(String.format("%-20s %s", label + ":", value));
  }

  private static String property(String name) {
    return System.getProperty(name).toLowerCase(Locale.ROOT);
  }
}
