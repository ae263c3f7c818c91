package dev.rigel.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What belongs to one server alone: its log, its temporary files. */
record ServerDirectory(Path path) {
  /** Payara's files, as server-config has them; they read host and port from the settings. */
  private static final String PRE_BOOT = "pre-boot.asadmin";

  private static final String POST_DEPLOY = "post-deploy.asadmin";
  private static final String LOGGING = "logging.properties";

  /** Where {@link #LOGGING} sends what is logged, and where the rest goes: what the JVM says. */
  private static final String LOG = "server.0.log";

  private static final String LAST_LOG = "server.last.log";
  private static final String CONSOLE = "console.log";

  /** Options of the JVM's own; the user's come after them and win. */
  private static final List<String> JVM_DEFAULTS = List.of("-Xmx512m");

  /** Makes it ready for a server that starts; no other may be there. */
  void prepare() throws IOException {
    var temporary = path.resolve("tmp");
    if (Files.exists(temporary)) {
      deleteAll(temporary); // Payara unpacks itself there, and leaves that behind when it is killed
    }
    Files.createDirectories(temporary);
    if (Files.exists(log())) {
      // what the log says of this start must not come from an earlier one
      Files.move(log(), path.resolve(LAST_LOG), StandardCopyOption.REPLACE_EXISTING);
    }
    for (var name : List.of(PRE_BOOT, POST_DEPLOY, LOGGING)) {
      try (var file =
          ServerDirectory.class.getResourceAsStream("/server-config/payara-micro/" + name)) {
        Files.copy(file, path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What starts the server. */
  ProcessBuilder command(List<String> jvmOptions) {
    var installation = Installation.ofThisJar();
    var command = new ArrayList<String>();
    command.add(Installation.java().toString());
    command.addAll(JVM_DEFAULTS);
    command.addAll(jvmOptions);
    command.add("-Djava.io.tmpdir=" + path.resolve("tmp"));
    command.addAll(List.of("-jar", installation.payaraMicro().toString()));
    command.addAll(List.of("--deploy", installation.war().toString(), "--contextroot", "/"));
    command.add("--nocluster");
    // in its own directory
    command.addAll(List.of("--prebootcommandfile", PRE_BOOT));
    command.addAll(List.of("--postdeploycommandfile", POST_DEPLOY, "--logproperties", LOGGING));
    return new ProcessBuilder(command)
        .directory(path.toFile())
        .redirectErrorStream(true)
        .redirectOutput(path.resolve(CONSOLE).toFile());
  }

  /** The newest of its log files; older ones lie beside it. */
  Path log() {
    return path.resolve(LOG);
  }

  /** The log, or what the JVM said if it did not get that far. */
  Path whatItSaid() {
    return Files.exists(log()) ? log() : path.resolve(CONSOLE);
  }

  /** The text of the log; empty if there is none yet. */
  String readLog() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
