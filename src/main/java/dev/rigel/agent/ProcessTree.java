package dev.rigel.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All that a process has started, and what this has started. Once a parent is dead nobody knows its
 * children by it; they are found by a variable that they have inherited, where the machine shows
 * the environments of processes: on Linux, those of the same user.
 */
final class ProcessTree {
  private static final String VARIABLE = "RIGEL_PROCESS_TREE";
  private static final Path PROCESSES = Path.of("/proc");
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final String id = UUID.randomUUID().toString();
  private final Set<ProcessHandle> known = ConcurrentHashMap.newKeySet();
  private volatile Consumer<ProcessHandle> signal = process -> {};

  /** Marks the environment of a process that is about to be started. */
  void mark(Map<String, String> environment) {
    environment.put(VARIABLE, id);
  }

  /**
   * Gives a signal to a process and to all that comes from it, as a shell passes none on.
   *
   * @param by gives it to one
   */
  void signal(ProcessHandle root, Consumer<ProcessHandle> by) {
    signal = by;
    find(root);
    by.accept(root);
    known.forEach(by);
  }

  /** Waits until nothing is left of it but the process itself, which has ended. */
  void awaitEnd(ProcessHandle root) throws InterruptedException {
    do {
      for (var process : known) {
        while (isAlive(process)) {
          Thread.sleep(LOOK_EVERY.toMillis());
        }
      }
    } while (isAnyNew(root));
  }

  /** What one has started before it ended; it gets the signal too. */
  private boolean isAnyNew(ProcessHandle root) {
    var found = find(root);
    found.forEach(signal);
    return !found.isEmpty();
  }

  /** Those that were not known. */
  private List<ProcessHandle> find(ProcessHandle root) {
    var descendants =
        Stream.concat(Stream.of(root), List.copyOf(known).stream())
            .flatMap(ProcessHandle::descendants);
    var found = new ArrayList<ProcessHandle>();
    Stream.concat(descendants, marked())
        .filter(process -> !process.equals(root) && known.add(process))
        .forEach(found::add);
    return found;
  }

  private Stream<ProcessHandle> marked() {
    var found = new ArrayList<ProcessHandle>();
    try (var processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (var process : processes) {
        if (isMarked(process)) {
          handle(process).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      return Stream.empty(); // no Linux
    }
    return found.stream();
  }

  private boolean isMarked(Path process) {
    return read(process.resolve("environ")).contains(VARIABLE + "=" + id);
  }

  private static Optional<ProcessHandle> handle(Path process) {
    return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
  }

  /** One that is dead shows until its parent has heard of it, and some never ask. */
  private static boolean isAlive(ProcessHandle process) {
    var state = read(PROCESSES.resolve(process.pid() + "/stat"));
    var afterName = state.lastIndexOf(')') + 2;
    var isDead = afterName > 1 && afterName < state.length() && state.charAt(afterName) == 'Z';
    return process.isAlive() && !isDead;
  }

  /** Empty for what has gone meanwhile, or is another user's. */
  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
