package dev.rigel.runner;

import static dev.rigel.contract.setting.Settings.AGENT_PREFIXES;
import static dev.rigel.contract.setting.Settings.AGENT_QUEUES;

import dev.rigel.agent.AgentOptions;
import dev.rigel.agent.AgentOptionsBuilder;
import dev.rigel.client.ClientSettings;
import dev.rigel.engine.JobStarter;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Starts the application's agent with the application and ends it before. An application that names
 * no queues has none; one whose settings cannot be used says so in the log and has none either. A
 * listener of the web application, and no bean: on Payara a bean of a library that hears of the
 * start of the application has no naming context, and what it starts inherits that.
 */
final class Runner implements ServletContextListener {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private @Nullable RunningAgent agent;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      begin(ApplicationSettings.load(), event.getServletContext());
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "This application is no agent of Rigel: {0}", e.getMessage());
    } catch (NamingException | RuntimeException e) {
      LOG.log(Level.ERROR, "This application is no agent of Rigel", e);
    }
  }

  private void begin(ClientSettings settings, ServletContext application) throws NamingException {
    var options = options(settings, application);
    if (options.queues().isEmpty() && options.prefixes().isEmpty()) {
      LOG.log(
          Level.INFO,
          "This application is no agent of Rigel: neither {0} nor {1} names any work queue.",
          AGENT_QUEUES,
          AGENT_PREFIXES);
      return;
    }
    var starter = CDI.current().select(JobStarter.class).get();
    agent = RunningAgent.begin(options, settings, starter, threads());
  }

  private static AgentOptions options(ClientSettings settings, ServletContext application) {
    var path = application.getContextPath();
    var options = AgentOptionsBuilder.builder().hideWelcome(true).build().or(settings);
    return path.isEmpty() ? options : options.orNamedAfter(path.substring(1).replace('/', '-'));
  }

  /** Threads with the application's names, class loader and security. */
  @SuppressWarnings("BanJNDI") // the name is a constant
  private static ManagedThreadFactory threads() throws NamingException {
    return InitialContext.doLookup("java:comp/DefaultManagedThreadFactory");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (agent != null) {
      agent.end();
    }
  }
}
