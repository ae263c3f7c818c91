package dev.rigel.cli.process;

import dev.rigel.cli.terminal.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which server of this machine has a database: commands agree on one by files in a directory of
 * Rigel's home. One process at a time decides, by a lock that it has for as long as it takes to
 * start another process. What else is written there may be out of date at any time.
 */
final class HomeServer {
  /** A few times what Payara needs to end. */
  static final Duration END_LIMIT = Duration.ofSeconds(60);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int SHORT_NAME = 8;

  private final Path directory;

  /**
   * The server of a database.
   *
   * @param databaseUrl another one than that which lies in the home
   */
  HomeServer(Path home, Optional<String> databaseUrl) throws IOException {
    var name = "ephemeral" + databaseUrl.map(url -> "-" + shortName(url)).orElse("");
    directory = Files.createDirectories(home.toAbsolutePath().resolve(name));
  }

  private static String shortName(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).substring(0, SHORT_NAME);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** What is written down, and where an ephemeral server has its files. */
  Path directory() {
    return directory;
  }

  /** On which its users have locks. */
  Path users() {
    return directory.resolve("users");
  }

  private Path record() {
    return directory.resolve("server.properties");
  }

  /** Waits until nobody else decides which server it is, and lets nobody else until closed. */
  Decision decide() throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    return new Decision(channel);
  }

  /** The right to say which server it is. */
  final class Decision implements AutoCloseable {
    private final FileChannel lock;

    private Decision(FileChannel lock) {
      this.lock = lock;
    }

    /** The last server that there was; it may have ended. */
    Optional<ServerRecord> last() throws IOException {
      return ServerRecord.read(record());
    }

    /** The server that there is; it may still start, or end already. */
    Optional<ServerRecord> there() throws IOException {
      return last().filter(ServerRecord::isAlive);
    }

    /** From now on it is this one. */
    void take(ServerRecord server) throws IOException {
      server.write(record());
    }

    @Override
    public void close() throws IOException {
      lock.close();
    }

    /**
     * Makes sure that there is none, for one that does not end with its users. An ephemeral one
     * that nobody uses ends now.
     *
     * @throws Failure if another one is there, or an ephemeral one has users
     */
    void demandNone() throws IOException {
      var until = System.nanoTime() + END_LIMIT.toNanos();
      while (true) {
        var there = there();
        if (there.isEmpty() || there.get().isEphemeral() && endedUnused(there.get())) {
          return;
        }
        demandUnused(there.get());
        if (System.nanoTime() > until) {
          throw new Failure("Process %d does not end.".formatted(there.get().process().pid()));
        }
        ServerUser.pause(BETWEEN_LOOKS);
      }
    }
  }

  private boolean endedUnused(ServerRecord there) throws IOException {
    try (var nobody = ServerUser.tryAll(users())) {
      return nobody != null && end(there);
    }
  }

  private void demandUnused(ServerRecord there) throws IOException {
    var process = there.process().pid();
    if (!there.isEphemeral()) {
      throw new Failure(
          "The database is in use by the server at %s (process %d)."
              .formatted(there.api(), process));
    }
    var users = ServerUser.all(users());
    if (!users.isEmpty()) {
      throw new Failure(
          """
          The database is in use by an ephemeral server (process %d), which is there for:
          %s
          It ends with them. Start them again when this server is ready: they will use it."""
              .formatted(
                  process,
                  users.stream().map(HomeServer::words).collect(Collectors.joining("\n"))));
    }
  }

  private static String words(ProcessHandle user) {
    var line = String.join(" ", user.info().arguments().orElse(new String[0]));
    var jar = line.indexOf("rigel-cli.jar ");
    return "    process %d%s"
        .formatted(
            user.pid(), jar < 0 ? "" : ": rigel " + line.substring(line.indexOf(' ', jar) + 1));
  }

  /** Tells a server to end, and waits for it. */
  private static boolean end(ServerRecord server) {
    server.process().find().ifPresent(ProcessHandle::destroy);
    return awaitEnd(server, END_LIMIT);
  }

  /** Waits for the end of a server's process; false if it takes too long. */
  static boolean awaitEnd(ServerRecord server, Duration patience) {
    var until = System.nanoTime() + patience.toNanos();
    while (server.isAlive() && System.nanoTime() < until) {
      ServerUser.pause(BETWEEN_LOOKS);
    }
    return !server.isAlive();
  }
}
