package dev.rigel.server.lifecycle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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
  private final List<Link> links = new ArrayList<>();

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
      synchronized (ofTheWholeJvm()) {
        for (var name : NAMES) {
          signals.links.add(signals.new Link(name));
        }
      }
      return signals;
    } catch (ReflectiveOperationException e) {
      signals.release();
      throw new IllegalStateException("signals cannot be handled", e);
    }
  }

  /** Tells this process to end, as SIGTERM from elsewhere does. */
  static void raise() {
    try {
      var signal = type("Signal").getConstructor(String.class).newInstance("TERM");
      type("Signal").getMethod("raise", type("Signal")).invoke(null, signal);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this process cannot tell itself to end", e);
    }
  }

  /** Leaves the signals to those who had them before, and to those who have come since. */
  void release() {
    try {
      synchronized (ofTheWholeJvm()) {
        for (var link : links) {
          link.release();
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("handlers of " + NAMES + " stay", e);
    }
  }

  /** The same object for all deployments, whose classes are not the same. */
  private static Object ofTheWholeJvm() throws ClassNotFoundException {
    return type("Signal");
  }

  /**
   * The handler of one signal, which passes it on to the one before it. Whoever has come after it
   * holds it, and perhaps belongs to another deployment: then it is told, by way of a type that
   * both know, that this one has gone and to whom to pass on instead.
   */
  private final class Link implements InvocationHandler {
    private final Object signal;
    private final Object handler;
    private volatile Object before;
    private volatile boolean released;

    Link(String name) throws ReflectiveOperationException {
      signal = type("Signal").getConstructor(String.class).newInstance(name);
      var type = type("SignalHandler");
      handler =
          Proxy.newProxyInstance(
              type.getClassLoader(), new Class<?>[] {type, BiConsumer.class}, this);
      before = register(handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      return switch (method.getName()) {
        case "handle" -> handle();
        case "accept" -> replace(arguments[0], arguments[1]);
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "handler of " + signal;
      };
    }

    private @Nullable Object handle() throws ReflectiveOperationException {
      if (released) {
        passOn();
      } else if (caught.compareAndSet(false, true)) {
        try {
          first.run();
        } finally {
          passOn();
        }
      }
      return null;
    }

    private void passOn() throws ReflectiveOperationException {
      type("SignalHandler").getMethod("handle", type("Signal")).invoke(before, signal);
    }

    private @Nullable Object replace(Object gone, Object instead) {
      if (before == gone) {
        before = instead;
      } else {
        tell(before, gone, instead);
      }
      return null;
    }

    void release() throws ReflectiveOperationException {
      // that is how to learn who has the signal
      var last = register(handler);
      if (last == handler) {
        register(before);
      } else {
        register(last);
        tell(last, handler, before);
      }
      released = true;
    }

    /** Any other handler may go on passing on to this one, which then does nothing of its own. */
    @SuppressWarnings("unchecked") // all that is done with them is to compare and to keep them
    private static void tell(Object link, Object gone, Object instead) {
      if (link instanceof BiConsumer<?, ?> one) {
        ((BiConsumer<Object, Object>) one).accept(gone, instead);
      }
    }

    /** Gives who had the signal. */
    private Object register(Object by) throws ReflectiveOperationException {
      return type("Signal")
          .getMethod("handle", type("Signal"), type("SignalHandler"))
          .invoke(null, signal, by);
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("sun.misc." + name, true, ClassLoader.getSystemClassLoader());
  }
}
