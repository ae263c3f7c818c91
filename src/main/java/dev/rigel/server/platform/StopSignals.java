package dev.rigel.server.platform;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does something on SIGTERM and Ctrl-C before the JVM begins to end. A shutdown hook would be too
 * late: it runs beside the server's own, which closes connections at once. The JDK's only way to
 * hear of signals is {@code sun.misc.Signal}, of the supported module jdk.unsupported; by
 * reflection, since javac warns of it and cannot be told not to.
 */
final class StopSignals {
  private static final List<String> NAMES = List.of("TERM", "INT");

  private final Runnable first;
  private final AtomicBoolean caught = new AtomicBoolean();

  /** Each signal, with what was done on it before. */
  private final Map<Object, Object> previous = new HashMap<>();

  private StopSignals(Runnable first) {
    this.first = first;
  }

  /**
   * From now on does something first when the process is told to end; further signals change
   * nothing.
   *
   * @throws IllegalStateException if the JVM leaves no signals to us, as with {@code -Xrs}
   */
  static StopSignals precededBy(Runnable first) {
    var signals = new StopSignals(first);
    try {
      for (var name : NAMES) {
        var signal = type("Signal").getConstructor(String.class).newInstance(name);
        signals.previous.put(signal, register(signal, signals.handler()));
      }
      return signals;
    } catch (ReflectiveOperationException e) {
      signals.release();
      throw new IllegalStateException("signals cannot be handled", e);
    }
  }

  private Object handler() throws ClassNotFoundException {
    var type = type("SignalHandler");
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                handle(arguments[0]);
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "handler of " + NAMES;
            });
  }

  private void handle(Object signal) throws ReflectiveOperationException {
    if (caught.compareAndSet(false, true)) {
      try {
        first.run();
      } finally {
        type("SignalHandler")
            .getMethod("handle", type("Signal"))
            .invoke(previous.get(signal), signal);
      }
    }
  }

  /** Leaves the signals to those who had them before. */
  void release() {
    previous.forEach(
        (signal, handler) -> {
          try {
            register(signal, handler);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the handler of " + signal + " stays", e);
          }
        });
  }

  private static Object register(Object signal, Object handler)
      throws ReflectiveOperationException {
    return type("Signal")
        .getMethod("handle", type("Signal"), type("SignalHandler"))
        .invoke(null, signal, handler);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("sun.misc." + name, true, ClassLoader.getSystemClassLoader());
  }
}
