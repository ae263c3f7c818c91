package dev.rigel.cli.process;

import static dev.rigel.contract.setting.Settings.API_HOST;
import static dev.rigel.contract.setting.Settings.API_PORT;
import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.setting.Settings.SERVER_STOP;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.client.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Rigel server in a process of its own: Payara Micro with the WAR. What belongs to it alone (its
 * log, its temporary files) lies in {@code server-PORT} below Rigel's home.
 */
public final class ServerProcess {
  /** Payara Micro needs about ten seconds; a busy machine several times that. */
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /** Payara's files, as server-config has them; they read host and port from the settings. */
  private static final String PRE_BOOT = "pre-boot.asadmin";

  private static final String POST_DEPLOY = "post-deploy.asadmin";
  private static final String LOGGING = "logging.properties";

  /** Where {@link #LOGGING} sends what is logged, and where the rest goes: what the JVM says. */
  private static final String LOG = "server.0.log";

  /** The last that Payara Micro says when it starts, whatever became of the application. */
  private static final String BOOTED = " ready in ";

  /** What a line with the reason begins with; {@code server.platform.StartFailure} writes it. */
  private static final String CANNOT_START = "Rigel cannot start: ";

  private static final int HEALTHY = 200;
  private static final int NO_ANSWER = 0;

  private static final String LAST_LOG = "server.last.log";
  private static final String CONSOLE = "console.log";

  /** Options of the JVM's own; the user's come after them and win. */
  private static final List<String> JVM_DEFAULTS = List.of("-Xmx512m");

  /** What Payara needs to end when no request is left; some times that on a busy machine. */
  private static final Duration PAYARA_STOP = Duration.ofSeconds(15);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Address address;
  private final Path directory;
  private final Process process;

  /** Where a server listens. */
  public record Address(String host, int port) {
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int LAST_PORT = 65_535;

    /** A port that there can be. */
    public Address {
      if (port < 1 || port > LAST_PORT) {
        throw new Failure("%d is no port; take one from 1 to %d.".formatted(port, LAST_PORT));
      }
    }

    /** How this machine reaches it. */
    public URI url() {
      var name = host.equals(EVERYWHERE) || host.equals("::") ? "127.0.0.1" : host;
      return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port);
    }

    /** The same with the path of the API. */
    public URI api() {
      return URI.create(url() + "/api");
    }

    /**
     * Makes sure that nobody listens there yet.
     *
     * @throws Failure if somebody does, or the address is none of this machine's
     */
    void demandFree() {
      try (var probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      } catch (UnknownHostException e) {
        throw new Failure("Unknown host '%s'.".formatted(host));
      } catch (IOException e) {
        var words = String.valueOf(e.getMessage());
        var reason = words.contains("in use") ? "is in use" : "gives: " + words;
        throw new Failure(
            "Port %d on %s %s; choose another with --port.".formatted(port, host, reason));
      }
    }
  }

  private ServerProcess(Address address, Path directory, Process process) {
    this.address = address;
    this.directory = directory;
    this.process = process;
  }

  /**
   * Starts a server; it is not ready yet.
   *
   * @param home Rigel's home, which the database is in
   * @param jvmOptions options of its JVM
   * @param settings environment variables on top of this process's
   */
  public static ServerProcess start(
      ChildProcesses children,
      Address address,
      Path home,
      List<String> jvmOptions,
      Map<String, String> settings) {
    var directory = home.toAbsolutePath().resolve("server-" + address.port());
    try {
      var claim = DirectoryClaim.of(directory);
      try {
        address.demandFree();
        prepare(directory);
        var process = launch(children, address, home, directory, jvmOptions, settings);
        claim.hold(process.pid());
        process.onExit().thenRun(claim::close);
        return new ServerProcess(address, directory, process);
      } catch (IOException | RuntimeException e) {
        claim.close();
        throw e;
      }
    } catch (IOException e) {
      throw new Failure(
          "Cannot use %s %s: %s".formatted(HOME, directory.getParent(), FileTrouble.reason(e)));
    }
  }

  private static Process launch(
      ChildProcesses children,
      Address address,
      Path home,
      Path directory,
      List<String> jvmOptions,
      Map<String, String> settings) {
    var command = new ProcessBuilder(command(directory, jvmOptions));
    command.environment().putAll(settings);
    command.environment().put(HOME.name(), home.toAbsolutePath().toString());
    command.environment().put(API_HOST.name(), address.host());
    command.environment().put(API_PORT.name(), Integer.toString(address.port()));
    command.redirectErrorStream(true).redirectOutput(directory.resolve(CONSOLE).toFile());
    command.directory(directory.toFile());
    var stop = SERVER_STOP.get(name -> Optional.ofNullable(command.environment().get(name)));
    return children.start(command, stop.plus(PAYARA_STOP));
  }

  private static void prepare(Path directory) throws IOException {
    var temporary = directory.resolve("tmp");
    if (Files.exists(temporary)) {
      deleteAll(temporary); // Payara unpacks itself there, and leaves that behind when it is killed
    }
    Files.createDirectories(temporary);
    if (Files.exists(directory.resolve(LOG))) {
      // what the log says of this start must not come from an earlier one
      Files.move(
          directory.resolve(LOG), directory.resolve(LAST_LOG), StandardCopyOption.REPLACE_EXISTING);
    }
    for (var name : List.of(PRE_BOOT, POST_DEPLOY, LOGGING)) {
      try (var file =
          ServerProcess.class.getResourceAsStream("/server-config/payara-micro/" + name)) {
        Files.copy(file, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
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

  private static List<String> command(Path directory, List<String> jvmOptions) {
    var installation = Installation.ofThisJar();
    var command = new ArrayList<String>();
    command.add(Installation.java().toString());
    command.addAll(JVM_DEFAULTS);
    command.addAll(jvmOptions);
    command.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
    command.addAll(List.of("-jar", installation.payaraMicro().toString()));
    command.addAll(List.of("--deploy", installation.war().toString(), "--contextroot", "/"));
    command.add("--nocluster");
    // in its own directory
    command.addAll(List.of("--prebootcommandfile", PRE_BOOT));
    command.addAll(List.of("--postdeploycommandfile", POST_DEPLOY, "--logproperties", LOGGING));
    return command;
  }

  public Address address() {
    return address;
  }

  /** The newest of its log files; older ones lie beside it. */
  public Path log() {
    return directory.resolve(LOG);
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Waits until the server answers.
   *
   * @param progress is told again and again how long it has taken
   * @throws Failure if the server ends instead, cannot start Rigel, or takes too long
   */
  public void awaitReady(Progress progress) {
    var begin = System.nanoTime();
    while (true) {
      var booted = logSays(BOOTED);
      var status = health();
      if (status == HEALTHY) {
        return;
      }
      if (booted && status != NO_ANSWER) {
        throw new Failure(whyNotDeployed());
      }
      var taken = Duration.ofNanos(System.nanoTime() - begin);
      if (taken.compareTo(START_LIMIT) > 0) {
        throw new Failure(
            "The server is not ready after %d s; see %s".formatted(taken.toSeconds(), log()));
      }
      progress.waited(taken);
      demandPort();
      if (hasEndedWithin(BETWEEN_LOOKS)) {
        throw new Failure(whyItEnded());
      }
    }
  }

  /** Hears how a wait is going. */
  public interface Progress {
    void waited(Duration sofar);
  }

  /** The status of the answer, or {@link #NO_ANSWER}. */
  private int health() {
    var health = URI.create(address.api() + "/health");
    var request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(10)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return NO_ANSWER;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NO_ANSWER;
    }
  }

  private boolean hasEndedWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private String whyItEnded() {
    return "The server ended before it was ready; see %s"
        .formatted(Files.exists(log()) ? log() : directory.resolve(CONSOLE));
  }

  /** Payara Micro stays up without the application; what Rigel said last is why. */
  private String whyNotDeployed() {
    return readLog()
        .lines()
        .filter(line -> line.contains(CANNOT_START))
        .map(line -> line.substring(line.indexOf(CANNOT_START)))
        .reduce((earlier, last) -> last)
        .map(why -> "%s%nThe log is %s".formatted(why, log()))
        .orElseGet(() -> "The server could not deploy Rigel; see " + log());
  }

  /** The port is opened last, when somebody else may have taken it. */
  private void demandPort() {
    if (logSays("create-network-listener failed")) {
      throw new Failure(
          "The server cannot listen on port %d of %s; see %s"
              .formatted(address.port(), address.host(), log()));
    }
  }

  private boolean logSays(String words) {
    return readLog().contains(words);
  }

  private String readLog() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the server ends.
   *
   * @throws Failure if nobody told it to
   */
  public void demandEndOnSignal(ChildProcesses children) throws InterruptedException {
    var status = process.waitFor();
    if (!children.isSignalled()) {
      throw new Failure("The server ended with exit status %d; see %s".formatted(status, log()));
    }
  }
}
