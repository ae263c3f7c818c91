package dev.rigel.agent.child;

import java.util.Arrays;
import java.util.Optional;

/**
 * Tells, while the JVM shuts down, whether its own code asked for that: {@code System.exit} keeps
 * the thread that called it until the end, a signal has no such thread.
 */
public final class JvmExit {
  private JvmExit() {}

  /** Where {@code System.exit} was called, as in a stack trace; empty if nobody did. */
  public static Optional<String> place() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(frames -> caller(frames).stream())
        .findFirst();
  }

  private static Optional<String> caller(StackTraceElement[] frames) {
    var exits = Arrays.stream(frames).anyMatch(JvmExit::isExit);
    return exits
        ? Arrays.stream(frames)
            .dropWhile(frame -> !isExit(frame))
            .filter(frame -> !frame.getClassName().startsWith("java.lang."))
            .findFirst()
            .map(JvmExit::shown)
        : Optional.empty();
  }

  /** Without the name of a class loader. */
  private static String shown(StackTraceElement frame) {
    return "%s.%s (%s:%d)"
        .formatted(
            frame.getClassName(),
            frame.getMethodName(),
            frame.getFileName(),
            frame.getLineNumber());
  }

  private static boolean isExit(StackTraceElement frame) {
    return frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit");
  }
}
