package dev.rigel.cli.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What is known of a server, kept in a file for other commands to find.
 *
 * @param api its address, {@code /api} included
 * @param isEphemeral whether commands brought it for themselves, and it ends with the last
 */
record ServerRecord(KnownProcess process, URI api, boolean isEphemeral) {

  /** What a file says; empty if there is none, or none that can be read. */
  static Optional<ServerRecord> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var reader = Files.newBufferedReader(file)) {
      var texts = new Properties();
      texts.load(reader);
      var process =
          new KnownProcess(
              Long.parseLong(texts.getProperty("pid", "")),
              Instant.parse(texts.getProperty("since", "")));
      return Optional.of(
          new ServerRecord(
              process,
              URI.create(texts.getProperty("api", "")),
              Boolean.parseBoolean(texts.getProperty("ephemeral"))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty(); // by other hands; the next server writes it anew
    }
  }

  /** Nobody sees half of it. */
  void write(Path file) throws IOException {
    var texts = new Properties();
    texts.setProperty("pid", Long.toString(process.pid()));
    texts.setProperty("since", process.since().toString());
    texts.setProperty("api", api.toString());
    texts.setProperty("ephemeral", Boolean.toString(isEphemeral));
    var written = Files.createTempFile(file.toAbsolutePath().getParent(), "server", ".tmp");
    try (var writer = Files.newBufferedWriter(written)) {
      texts.store(writer, null);
    }
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  boolean isAlive() {
    return process.find().isPresent();
  }
}
