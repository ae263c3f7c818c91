package dev.rigel.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * As server-config/wildfly/README.md prepares and starts it: with the scripts that an administrator
 * runs, on a copy of its standard configuration.
 */
final class WildFly extends AppServer {
  private static final String CONFIG = "rigel-it.xml";

  /** The administrator's shell has settings of its own, which the scripts must leave there. */
  private static final String OF_THE_SHELL = "of-the-shell";

  private static final List<String> SETTINGS =
      List.of(
          "RIGEL_DATABASE_URL",
          "RIGEL_DATABASE_USER",
          "RIGEL_DATABASE_PASSWORD",
          "RIGEL_BATCH_THREADS");

  private final Path home = Path.of(System.getProperty("it.wildfly"));
  private final Path scripts = Path.of(System.getProperty("it.project"), "server-config/wildfly");
  private final Path base;
  private final int https = freePort();
  private final int management = freePort();

  WildFly(Path directory, App app) throws IOException, InterruptedException {
    super(directory, app);
    with("JAVA_HOME", System.getProperty("java.home"));
    with("JAVA_OPTS", String.join(" ", jvm()));
    with("LAUNCH_JBOSS_IN_BACKGROUND", "true"); // else the script keeps signals to itself
    base = directory.resolve("standalone");
    var configuration = Files.createDirectories(base.resolve("configuration"));
    try (var files = Files.list(home.resolve("standalone/configuration"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, configuration.resolve(file.getFileName()));
      }
    }
    Files.copy(configuration.resolve("standalone.xml"), configuration.resolve(CONFIG));
    script("rigel.cli");
    if (Deployed.onPostgresql()) {
      var driver = "-Ddriver=" + Deployed.postgresqlDriver();
      script("batch-postgresql.cli", "--resolve-parameter-values", driver);
      if (app.usesDefaultData()) {
        script(withDefaultData());
      }
    }
    demandNothingOf(OF_THE_SHELL, configuration.resolve(CONFIG));
    var deployments = Files.createDirectories(base.resolve("deployments"));
    Files.copy(app.archive(), deployments.resolve(app.fileName()));
  }

  /** The default data source is where the records of batch jobs are. */
  private String withDefaultData() throws IOException {
    return scriptOf(
        "default-data.cli",
        "/subsystem=ee/service=default-bindings:write-attribute"
            + "(name=datasource,value=java:jboss/datasources/RigelBatch)");
  }

  /**
   * A thread of the EJB pool keeps the first timer task that it ran (a local variable of
   * org.jboss.threads.EnhancedQueueExecutor.ThreadBody), and by it the class loader of that task's
   * deployment, as long as the server lives. How many of the ten threads begin in which deployment
   * is chance; with one thread, one deployment is kept.
   */
  private String withOneThreadOfEjbs() throws IOException {
    return scriptOf(
        "one-thread-of-ejbs.cli",
        "/subsystem=ejb3/thread-pool=default:write-attribute(name=max-threads,value=1)");
  }

  /** A script with one command for the configuration of a server that does not run. */
  private String scriptOf(String name, String command) throws IOException {
    return Files.writeString(
            directory.resolve(name),
            """
            embed-server --server-config=%s
            %s
            stop-embedded-server
            """
                .formatted(CONFIG, command))
        .toString();
  }

  private void script(String name, String... options) throws IOException, InterruptedException {
    var log = directory.resolve("jboss-cli.log");
    var command = new ArrayList<String>();
    command.add(home.resolve("bin/jboss-cli.sh").toString());
    command.add("--file=" + scripts.resolve(name));
    command.add("-Dconfig=" + CONFIG);
    command.add("-Djboss.server.base.dir=" + base);
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    SETTINGS.forEach(setting -> builder.environment().put(setting, OF_THE_SHELL));
    var process = builder.redirectOutput(Redirect.appendTo(log.toFile())).start();
    if (!process.waitFor(4, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IllegalStateException(name + " failed:\n" + Files.readString(log));
    }
  }

  private static void demandNothingOf(String shell, Path configuration) throws IOException {
    if (Files.readString(configuration).contains(shell)) {
      throw new IllegalStateException("values of the shell were written into " + configuration);
    }
  }

  @Override
  List<String> command() {
    return List.of(
        home.resolve("bin/standalone.sh").toString(),
        "-c",
        CONFIG,
        "-Djboss.server.base.dir=" + base,
        "-Djboss.http.port=" + port,
        "-Djboss.https.port=" + https,
        "-Djboss.management.http.port=" + management);
  }

  /** By the deployment scanner's marker files. */
  @Override
  void startAndRedeploy(int times, Runnable used) throws IOException, InterruptedException {
    script(withOneThreadOfEjbs());
    start();
    awaitReady();
    used.run();
    for (var i = 0; i < times; i++) {
      undeploy();
      deploy();
      used.run();
    }
  }

  /** Takes the application away, and returns when it is gone. */
  void undeploy() throws IOException {
    Files.delete(marker("deployed"));
    awaitMarker("undeployed");
  }

  /** Brings it back, and waits for it. */
  void deploy() throws IOException {
    Files.createFile(marker("dodeploy"));
    awaitMarker("deployed");
    awaitReady();
  }

  private Path marker(String suffix) {
    return base.resolve("deployments").resolve(app.fileName() + "." + suffix);
  }

  private void awaitMarker(String suffix) {
    await(suffix).atMost(Duration.ofMinutes(2)).until(() -> Files.exists(marker(suffix)));
  }

  @Override
  Set<Integer> ports() {
    return Set.of(port, https, management);
  }
}
