package dev.rigel.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A proxy on loopback that passes bytes on, until it is told to do worse. Knows of HTTP only that a
 * request begins with its path.
 */
final class TcpProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> losing = ConcurrentHashMap.newKeySet();
  private String lateText;
  private boolean isNextLate;
  private String heldText;
  private int held;
  private final Map<String, Integer> asked = new HashMap<>();
  private int lost;
  private long answered;
  private int late;
  private boolean isCut;
  private boolean isBlackHole;

  private TcpProxy(InetSocketAddress target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  /** Before a server. */
  static TcpProxy before(URI server) {
    return new TcpProxy(new InetSocketAddress(server.getHost(), server.getPort()));
  }

  /** The port to use in place of the server's. */
  int port() {
    return listener.getLocalPort();
  }

  /** Everything is passed on again, also what a black hole has kept. */
  synchronized void pass() {
    lateText = null;
    heldText = null;
    asked.clear();
    isCut = false;
    isBlackHole = false;
    notifyAll();
  }

  /** Ends all connections, and each new one at once. */
  synchronized void cut() {
    isCut = true;
    List.copyOf(open).forEach(this::end);
    notifyAll();
  }

  /** New connections are made again; whatever else it was told holds. */
  synchronized void reopen() {
    isCut = false;
  }

  /** Keeps all bytes, in both directions, until it passes again. */
  synchronized void blackHole() {
    isBlackHole = true;
  }

  /**
   * Every second request that contains a text reaches the server only after its sender has given up
   * waiting for the answer, and two others have been answered since: long after the sender has
   * looked what became of it.
   */
  synchronized void makeLate(String text) {
    lateText = text;
    isNextLate = true;
  }

  /**
   * Requests that contain a text are kept until they are released, whoever waits for the answer.
   */
  synchronized void hold(String text) {
    heldText = text;
  }

  /** Requests that were kept. */
  synchronized int held() {
    return held;
  }

  /** The requests that are kept reach the server, and no more are. */
  synchronized void release() {
    heldText = null;
    notifyAll();
  }

  /**
   * The answer to every second request that contains one of these texts gets lost: the server has
   * done what was asked, and its client sees the connection end.
   */
  synchronized void loseAnswers(String... texts) {
    List.of(texts).forEach(text -> asked.put(text, 0));
  }

  /** Answers that got lost. */
  synchronized int lost() {
    return lost;
  }

  /** Requests that came to the server late. */
  synchronized int late() {
    return late;
  }

  @Override
  public void close() {
    cut();
    try {
      listener.close();
    } catch (IOException e) {
      // it is closed either way
    }
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        if (isCut()) {
          end(client);
        } else {
          connect(client);
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private synchronized boolean isCut() {
    return isCut;
  }

  private void connect(Socket client) {
    try {
      var server = new Socket();
      server.connect(target);
      open.add(client);
      open.add(server);
      daemon(() -> passRequests(client, server));
      daemon(() -> passAnswers(server, client));
    } catch (IOException e) {
      end(client);
    }
  }

  private void passRequests(Socket client, Socket server) {
    var bytes = new byte[65_536];
    try {
      for (int count = client.getInputStream().read(bytes);
          count >= 0;
          count = client.getInputStream().read(bytes)) {
        awaitRoom();
        var request = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        if (isToBeLate(request)) {
          passLate(Arrays.copyOf(bytes, count), client, server);
          return;
        }
        awaitRelease(request);
        if (isAnswerToBeLost(request)) {
          losing.add(server);
        }
        server.getOutputStream().write(bytes, 0, count);
      }
      server.shutdownOutput();
    } catch (IOException | InterruptedException e) {
      end(server);
    }
  }

  /** The server's side of the connection stays open for the answer, which nobody waits for. */
  private void passLate(byte[] begin, Socket client, Socket server)
      throws IOException, InterruptedException {
    var request = new ByteArrayOutputStream();
    request.write(begin);
    try {
      // the rest of it, until the client has given up
      client.getInputStream().transferTo(request);
    } catch (IOException e) {
      // given up by a reset
    }
    awaitOthers();
    request.writeTo(server.getOutputStream());
  }

  private void passAnswers(Socket server, Socket client) {
    var bytes = new byte[65_536];
    try {
      for (int count = server.getInputStream().read(bytes);
          count >= 0;
          count = server.getInputStream().read(bytes)) {
        awaitRoom();
        if (losing.contains(server)) {
          oneLost();
          return;
        }
        client.getOutputStream().write(bytes, 0, count);
        oneAnswered();
      }
    } catch (IOException | InterruptedException e) {
      // nobody hears the answer
    } finally {
      end(client);
      end(server);
    }
  }

  private synchronized void awaitRoom() throws InterruptedException {
    while (isBlackHole && !isCut) {
      wait();
    }
  }

  private synchronized void awaitRelease(String request) throws InterruptedException {
    if (heldText != null && request.contains(heldText)) {
      held++;
      while (heldText != null && !isCut) {
        wait();
      }
    }
  }

  private synchronized boolean isAnswerToBeLost(String request) {
    return asked.keySet().stream()
        .filter(request::contains)
        .anyMatch(text -> asked.merge(text, 1, Integer::sum) % 2 == 1);
  }

  private synchronized void oneLost() {
    lost++;
  }

  private synchronized void oneAnswered() {
    answered++;
    notifyAll();
  }

  private synchronized void awaitOthers() throws InterruptedException {
    var enough = answered + 2;
    while (answered < enough && !isCut) {
      wait();
    }
    late++;
  }

  private synchronized boolean isToBeLate(String request) {
    if (lateText == null || !request.contains(lateText)) {
      return false;
    }
    isNextLate = !isNextLate;
    return !isNextLate;
  }

  private void end(Socket socket) {
    open.remove(socket);
    losing.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed either way
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
