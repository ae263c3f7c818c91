package dev.rigel.server.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The least that a mail server is: takes mails on a free port of this machine and keeps them. */
public final class MailServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final String answerToRecipients;

  /** With what it answers when it is told a recipient, for example {@code 250 ok}. */
  public MailServer(String answerToRecipients) throws IOException {
    this.answerToRecipients = answerToRecipients;
    var thread = new Thread(this::serve, "mail server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  public int port() {
    return socket.getLocalPort();
  }

  /** What arrived, headers and text. */
  public List<String> mails() {
    return mails;
  }

  /** What clients said outside of mails. */
  public List<String> commands() {
    return commands;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var client = socket.accept()) {
        talk(client);
      } catch (IOException e) {
        // closed by the test, or by the client in the middle: wait for the next one
      }
    }
  }

  private void talk(Socket client) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8);
    out.print("220 ready\r\n");
    out.flush();
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      out.print(answer(line, in, out) + "\r\n");
      out.flush();
    }
  }

  private String answer(String line, BufferedReader in, PrintWriter out) throws IOException {
    if (line.startsWith("EHLO")) {
      return "250-here\r\n250 AUTH PLAIN";
    }
    if (line.startsWith("AUTH PLAIN")) {
      return "235 welcome";
    }
    if (line.startsWith("RCPT")) {
      return answerToRecipients;
    }
    if (line.equals("DATA")) {
      out.print("354 go on\r\n");
      out.flush();
      var mail = new StringBuilder();
      for (var text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
        mail.append(text).append('\n');
      }
      mails.add(mail.toString());
    }
    return line.equals("QUIT") ? "221 bye" : "250 ok";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
