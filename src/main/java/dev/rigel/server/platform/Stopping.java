package dev.rigel.server.platform;

import jakarta.enterprise.event.Event;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The application is about to end, and the database can still be asked: whoever has work under way
 * finishes it before the observer returns, within seconds. May be told more than once.
 */
public record Stopping() {
  private static final Logger LOG = System.getLogger(Stopping.class.getName());

  /** Tells all, from any thread; what goes wrong is logged and holds up no end. */
  public static void tell(Event<Stopping> observers) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    // WildFly finds an application's beans by it, and a signal's thread has none of ours
    thread.setContextClassLoader(Stopping.class.getClassLoader());
    try {
      observers.fire(new Stopping());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "work under way may be cut by the end of the application", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
