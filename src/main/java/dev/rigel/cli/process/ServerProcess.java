package dev.rigel.cli.process;

import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.setting.Settings.SERVER_STOP;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.client.FileTrouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Rigel server in a process of its own: Payara Micro with the WAR. What belongs to it alone (its
 * log, its temporary files) lies in {@code server-PORT} below Rigel's home.
 */
public final class ServerProcess {
  /** JVM options: half the work at start-up; what is lost at full speed does not show at first. */
  public static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** What Payara needs to end when no request is left; some times that on a busy machine. */
  private static final Duration PAYARA_STOP = Duration.ofSeconds(15);

  private final Address address;
  private final ServerDirectory directory;
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

    /** Whether nobody listens there yet. */
    boolean isFree() {
      try {
        demandFree();
        return true;
      } catch (Failure e) {
        return false;
      }
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

  private ServerProcess(ServerLaunch launch, Process process) {
    this.address = launch.address();
    this.directory = launch.directory();
    this.process = process;
  }

  /**
   * Starts a server; it is not ready yet.
   *
   * @param home Rigel's home, which the database is in
   * @param jvmOptions options of its JVM
   * @param settings environment variables on top of this process's
   * @throws Failure if its directory, its port or its database is in use
   */
  public static ServerProcess start(
      ChildProcesses children,
      Address address,
      Path home,
      List<String> jvmOptions,
      Map<String, String> settings) {
    var directory = new ServerDirectory(home.toAbsolutePath().resolve("server-" + address.port()));
    var launch = new ServerLaunch(address, home, directory, jvmOptions, settings);
    try {
      var claim = DirectoryClaim.of(directory.path());
      try {
        address.demandFree();
        var process = alone(launch, children);
        claim.hold(process.pid());
        process.onExit().thenRun(claim::close);
        return new ServerProcess(launch, process);
      } catch (IOException | RuntimeException e) {
        claim.close();
        throw e;
      }
    } catch (IOException e) {
      throw new Failure(
          "Cannot use %s %s: %s".formatted(HOME, home.toAbsolutePath(), FileTrouble.reason(e)));
    }
  }

  /** As the only one of its database, unless that may have many. */
  private static Process alone(ServerLaunch launch, ChildProcesses children) throws IOException {
    var others = launch.others();
    if (others.isEmpty()) {
      return process(launch, children);
    }
    try (var decision = others.get().decide()) {
      decision.demandNone();
      var process = process(launch, children);
      decision.take(launch.record(process.toHandle(), false));
      return process;
    }
  }

  private static Process process(ServerLaunch launch, ChildProcesses children) throws IOException {
    var command = launch.prepared();
    var stop = SERVER_STOP.get(name -> Optional.ofNullable(command.environment().get(name)));
    return children.start(command, stop.plus(PAYARA_STOP));
  }

  public Address address() {
    return address;
  }

  /** The newest of its log files; older ones lie beside it. */
  public Path log() {
    return directory.log();
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
    new ServerStart(address, directory, process).awaitReady(progress);
  }

  /** Hears how a wait is going. */
  public interface Progress {
    void waited(Duration sofar);
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
