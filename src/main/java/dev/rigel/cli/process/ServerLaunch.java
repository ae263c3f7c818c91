package dev.rigel.cli.process;

import static dev.rigel.contract.setting.Settings.API_HOST;
import static dev.rigel.contract.setting.Settings.API_PORT;
import static dev.rigel.contract.setting.Settings.DATABASE_URL;
import static dev.rigel.contract.setting.Settings.HOME;

import dev.rigel.cli.process.ServerProcess.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is to be started.
 *
 * @param home Rigel's home, which the database is in
 * @param jvmOptions options of its JVM
 * @param settings environment variables on top of this process's
 */
record ServerLaunch(
    Address address,
    Path home,
    ServerDirectory directory,
    List<String> jvmOptions,
    Map<String, String> settings) {

  /** What starts it; no other server may have its directory. */
  ProcessBuilder prepared() throws IOException {
    directory.prepare();
    var command = directory.command(jvmOptions);
    command.environment().putAll(settings);
    command.environment().put(HOME.name(), home.toAbsolutePath().toString());
    command.environment().put(API_HOST.name(), address.host());
    command.environment().put(API_PORT.name(), Integer.toString(address.port()));
    return command;
  }

  /** What is known of it, once it is a process. */
  ServerRecord record(ProcessHandle process, boolean isEphemeral) {
    return new ServerRecord(KnownProcess.of(process), address.api(), isEphemeral);
  }

  /** Which other servers have its database; empty if there may be many. */
  Optional<HomeServer> others() throws IOException {
    var url = databaseUrl(settings);
    return url.filter(ServerLaunch::isForMany).isPresent()
        ? Optional.empty()
        : Optional.of(new HomeServer(home, url));
  }

  private static boolean isForMany(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:");
  }

  /** Another database than that which lies in the home. */
  static Optional<String> databaseUrl(Map<String, String> settings) {
    return Optional.ofNullable(settings.get(DATABASE_URL.name())).filter(url -> !url.isBlank());
  }
}
