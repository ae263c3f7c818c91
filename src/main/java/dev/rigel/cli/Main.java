package dev.rigel.cli;

import dev.rigel.agent.child.RunLogManager;
import dev.rigel.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** The {@code rigel} command. Exit status: 0 done, 1 refused or failed, 2 not understood. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the JVM with its exit status. */
  public static void main(String[] arguments) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // the answer that scripts ask for most needs no command line parser
    if (List.of(arguments).equals(List.of("--version"))
        || List.of(arguments).equals(List.of("-v"))) {
      out.println(Version.rigel());
      return;
    }
    // before anything logs: a stopping agent has things to say when the JDK's own is silent already
    System.setProperty("java.util.logging.manager", RunLogManager.class.getName());
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    var terminal = Terminal.of(System.getenv());
    int status;
    try (var session = new Session(System.getenv(), terminal, out, err, Clock.systemUTC())) {
      status = new Commands(session, err).run(arguments);
    }
    System.exit(status);
  }
}
