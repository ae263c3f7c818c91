package dev.rigel.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Prepares WildFly with the scripts that an administrator runs, on a copy of its standard
 * configuration.
 */
final class WildFlySetUp {
  private static final String CONFIG = "rigel-it.xml";

  private final Path home = Path.of(System.getProperty("it.wildfly"));
  private final Path scripts = Path.of(System.getProperty("it.project"), "server-config/wildfly");
  private final Path log;

  /** Leaves the scripts' output in a directory. */
  WildFlySetUp(Path directory) {
    log = directory.resolve("jboss-cli.log");
  }

  void run(boolean batchInPostgresql) throws IOException, InterruptedException {
    var configurations = home.resolve("standalone/configuration");
    Files.copy(
        configurations.resolve("standalone.xml"),
        configurations.resolve(CONFIG),
        StandardCopyOption.REPLACE_EXISTING);
    script("rigel.cli");
    if (batchInPostgresql) {
      var driver = "-Ddriver=" + Deployed.postgresqlDriver();
      script("batch-postgresql.cli", "--resolve-parameter-values", driver);
    }
  }

  private void script(String name, String... options) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(home.resolve("bin/jboss-cli.sh").toString());
    command.add("--file=" + scripts.resolve(name));
    command.add("-Dconfig=" + CONFIG);
    command.addAll(List.of(options));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IllegalStateException(name + " failed:\n" + Files.readString(log));
    }
  }
}
