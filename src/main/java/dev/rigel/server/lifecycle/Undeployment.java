package dev.rigel.server.lifecycle;

import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.rigel.server.database.Migrator;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Takes out of the JVM what would stay there after the application has been undeployed, and with it
 * the class loader and all classes. Others see to their own: {@link GracefulStop} to signals,
 * {@link Migrator} to connections and timers.
 */
@WebListener
class Undeployment implements ServletContextListener {
  private static final Logger LOG = System.getLogger(Undeployment.class.getName());

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    // Jackson is the server's, and keeps each type that it has looked at for the whole JVM
    TypeFactory.defaultInstance().clearCache();
    DriverManager.drivers().filter(Undeployment::isOurs).forEach(Undeployment::deregister);
  }

  private static boolean isOurs(Driver driver) {
    return driver.getClass().getClassLoader() == Undeployment.class.getClassLoader();
  }

  private static void deregister(Driver driver) {
    try {
      DriverManager.deregisterDriver(driver);
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "driver " + driver + " stays, and the application with it", e);
    }
  }
}
