package dev.rigel.cli.process;

import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.setting.Settings.SERVER_JVM_ARGS;
import static dev.rigel.contract.setting.Settings.SERVER_USERS_FILE;

import dev.rigel.cli.process.ServerProcess.Address;
import dev.rigel.cli.process.ServerProcess.Progress;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.setting.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Finds the server of a database, and starts one where none is. */
final class EphemeralServers {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** How often a server may end while this command waits for it; one of its own only once. */
  private static final int ATTEMPTS = 3;

  private final HomeServer place;
  private final ClientSettings settings;
  private final ServerDirectory directory;

  EphemeralServers(HomeServer place, ClientSettings settings) {
    this.place = place;
    this.settings = settings;
    this.directory = new ServerDirectory(place.directory());
  }

  /** A server that has started for this command. */
  private record Started(ServerRecord server, ServerStart start, Process process) {}

  /** Waits for the one that there is, or one of its own, until it is ready. */
  FoundServer find(Progress progress) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<ServerRecord> there;
      Started started = null;
      try (var decision = place.decide()) {
        there = decision.there();
        if (there.isEmpty()) {
          started = start(decision.last());
          decision.take(started.server());
        }
      }
      if (started != null) {
        return ready(started, progress);
      }
      if (isReady(there.orElseThrow(), progress)) {
        return new FoundServer(there.get(), false);
      }
    }
    throw new Failure(
        "The server that other commands have started has ended; see " + directory.whatItSaid());
  }

  private Started start(Optional<ServerRecord> last) throws IOException {
    var address = new Address(LOOPBACK, port(last));
    var variables = new HashMap<>(settings.givenFor(Program.SERVER));
    variables.put(SERVER_USERS_FILE.name(), place.users().toString());
    var options = new ArrayList<>(ServerProcess.QUICK_START);
    options.addAll(settings.get(SERVER_JVM_ARGS));
    var launch =
        new ServerLaunch(address, settings.get(HOME), directory, List.copyOf(options), variables);
    var process = Detached.start(launch.prepared());
    return new Started(
        launch.record(process.toHandle(), true),
        new ServerStart(address, directory, process),
        process);
  }

  /** That of the last one, if it is free: a command that still knows it finds the server again. */
  private static int port(Optional<ServerRecord> last) throws IOException {
    var before = last.filter(ServerRecord::isEphemeral).map(server -> server.api().getPort());
    if (before.isPresent() && before.get() > 0 && new Address(LOOPBACK, before.get()).isFree()) {
      return before.get();
    }
    try (var any = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return any.getLocalPort();
    }
  }

  private static FoundServer ready(Started started, Progress progress) {
    try {
      started.start().awaitReady(progress);
      return new FoundServer(started.server(), true);
    } catch (RuntimeException e) {
      started.process().destroyForcibly();
      HomeServer.awaitEnd(started.server(), HomeServer.END_LIMIT);
      throw e;
    }
  }

  /** Waits for a server that another command has started; false if it ends instead. */
  private boolean isReady(ServerRecord server, Progress progress) {
    var begin = System.nanoTime();
    while (server.isAlive()) {
      var status = Health.of(server.api(), ANSWER_LIMIT);
      if (status == Health.HEALTHY) {
        return true;
      }
      if (status == Health.NO_APPLICATION && isBroken(server)) {
        // whoever started it was killed before it could do this
        server.process().find().ifPresent(ProcessHandle::destroyForcibly);
        HomeServer.awaitEnd(server, HomeServer.END_LIMIT);
        return false;
      }
      var taken = Duration.ofNanos(System.nanoTime() - begin);
      if (taken.compareTo(ServerStart.LIMIT) > 0) {
        throw new Failure(
            "The server at %s (process %d) is not ready after %d s."
                .formatted(server.api(), server.process().pid(), taken.toSeconds()));
      }
      progress.waited(taken);
      ServerUser.pause(BETWEEN_LOOKS);
    }
    return false;
  }

  /** Payara Micro stays up when it could not deploy Rigel. */
  private boolean isBroken(ServerRecord server) {
    return server.isEphemeral() && directory.readLog().contains(ServerStart.BOOTED);
  }
}
