package dev.rigel.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What processes listen on, as Linux tells it in {@code /proc}. */
final class Sockets {
  /** TCP_LISTEN of the kernel. */
  private static final String LISTENING = "0A";

  private Sockets() {}

  /** An address and port that something listens on. */
  record Listener(InetAddress address, int port) {}

  /** All that these processes listen on, IPv4 and IPv6. */
  static Set<Listener> of(List<Long> pids) {
    var inodes = new HashSet<String>();
    pids.forEach(pid -> inodes.addAll(inodes(pid)));
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(Path.of("/proc/net", table)))
        .map(line -> line.strip().split("\\s+"))
        .filter(column -> column[3].equals(LISTENING) && inodes.contains(column[9]))
        .map(column -> listener(column[1]))
        .collect(Collectors.toSet());
  }

  private static Set<String> inodes(long pid) {
    try (var open = Files.list(Path.of("/proc", "" + pid, "fd"))) {
      return open.map(Sockets::target)
          .filter(target -> target.startsWith("socket:["))
          .map(target -> target.substring("socket:[".length(), target.length() - 1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty where the descriptor has been closed by now. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From {@code 0100007F:1F90}: words of four bytes in the machine's order, and the port. */
  private static Listener listener(String text) {
    var parts = text.split(":");
    var words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
    var bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      bytes.putInt(words.getInt());
    }
    try {
      return new Listener(InetAddress.getByAddress(bytes.array()), Integer.parseInt(parts[1], 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
