package dev.rigel.agent;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SIGTERM and Ctrl-C, which do not end the JVM any more but are told. A shutdown hook hears of the
 * first signal only, and leaves no exit status to choose. The JDK's only other way is {@code
 * sun.misc.Signal}, of the supported module jdk.unsupported; by reflection, since javac warns of it
 * and cannot be told not to.
 */
final class EndSignals {
  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final List<String> NAMES = List.of("TERM", "INT");

  private EndSignals() {}

  /**
   * Tells of each signal, on a thread of its own. Where the JVM keeps them ({@code -Xrs}) it ends
   * on the first, as usual; a signal that whoever started the process had it ignore stays ignored.
   */
  static void tell(Runnable listener) {
    for (var name : NAMES) {
      try {
        handle(name, listener);
      } catch (ReflectiveOperationException e) {
        LOG.log(Level.DEBUG, "SIG{0} ends the JVM: {1}", name, e);
      }
    }
  }

  private static void handle(String name, Runnable listener) throws ReflectiveOperationException {
    var signal = type("Signal");
    var handler = type("SignalHandler");
    var handle = signal.getMethod("handle", signal, handler);
    var telling =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> told(proxy, method, arguments, listener));
    var named = signal.getConstructor(String.class).newInstance(name);
    var before = handle.invoke(null, named, telling);
    var ignore = handler.getField("SIG_IGN").get(null);
    if (before == ignore) {
      handle.invoke(null, named, ignore);
    }
  }

  private static @Nullable Object told(
      Object proxy, Method method, Object[] arguments, Runnable listener) {
    return switch (method.getName()) {
      case "handle" -> {
        listener.run();
        yield null;
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "tells of signals";
    };
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("sun.misc." + name);
  }
}
