package dev.rigel.server.lifecycle;

import static dev.rigel.contract.setting.Settings.SERVER_STOP;

import dev.rigel.server.platform.Stopping;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * A server that is told to end takes no new requests, answers those it has, lets its jobs end, and
 * then ends: the same on every server, none of which does so by itself.
 */
@WebListener
class GracefulStop implements ServletContextListener {
  private static final Logger LOG = System.getLogger(GracefulStop.class.getName());

  /** The server writes the end of an answer when the filters have let it go. */
  private static final Duration LAST_BYTES = Duration.ofMillis(200);

  @Inject Event<Stopping> stopping;

  private final OpenRequests requests = new OpenRequests();
  private Duration patience;
  private @Nullable StopSignals signals;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    patience = ServerSettings.load().get(SERVER_STOP);
    var door = event.getServletContext().addFilter("requests", new RequestDoor(requests));
    door.setAsyncSupported(true);
    door.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    try {
      signals = StopSignals.precededBy(this::finishRequests);
    } catch (IllegalStateException e) {
      LOG.log(Level.WARNING, "requests in flight will be cut when the server stops", e);
    }
  }

  private void finishRequests() {
    LOG.log(Level.INFO, "told to end; requests in flight are answered first");
    try {
      var left = requests.close(patience);
      if (left > 0) {
        LOG.log(Level.WARNING, "{0} requests not answered within {1}", left, patience);
      }
      Stopping.tell(stopping);
      var port = PayaraMicroPort.find();
      if (port.isPresent()) {
        port.get().refuse();
      }
      Thread.sleep(LAST_BYTES.toMillis());
      if (port.isPresent()) {
        port.get().close();
      }
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "the port stays open while the server stops", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (signals != null) {
      signals.release();
    }
  }
}
