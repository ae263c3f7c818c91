package dev.rigel.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request on a connection of its own, sent by the piece; what comes back is not interpreted. */
final class BareRequest implements AutoCloseable {
  /** In place of a status: nobody listened, or the connection was not taken. */
  static final String REFUSED = "refused";

  /** In place of a status: the connection ended without a whole answer. */
  static final String CUT = "cut";

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  BareRequest(int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The head of what comes back, of {@code 100 Continue} for example. */
  String head() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var next = in.read();
      if (next < 0) {
        throw new IOException("cut after: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** All that comes back until the connection is closed. */
  String answer() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Asks without a body; gives the status of the answer. */
  static String status(int port, String path, String method) {
    var answer = answer(port, path, method);
    return answer.startsWith("HTTP/1.1 ") ? answer.split(" ")[1] : answer;
  }

  /** Asks without a body; gives the whole answer. */
  static String answer(int port, String path, String method) {
    try (var request = new BareRequest(port)) {
      request.send(
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      var answer = request.answer();
      return answer.contains("\r\n\r\n") ? answer : CUT;
    } catch (IOException e) {
      return REFUSED;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
