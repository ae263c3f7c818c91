package dev.rigel.server.harness;

import dev.rigel.server.database.Database;
import dev.rigel.server.database.Providers;
import dev.rigel.server.settings.ServerSettings;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.persistence.EntityManagerFactory;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheck;
import org.jboss.resteasy.spi.HttpRequest;

/**
 * One server without HTTP: every application-scoped bean of {@code dev.rigel.server}, with real
 * transactions on a real database. Several may share a database, as several servers do. Time stands
 * still until a test moves the clock.
 */
public final class ServerHarness implements AutoCloseable {
  private static final List<Class<?>> BEANS = beans();
  private static final AtomicReference<World> NEXT = new AtomicReference<>();
  private static final ThreadLocal<HttpRequest> REQUEST = new ThreadLocal<>();

  private final SeContainer container;
  private final World world;
  private final TestDatabase owned;

  private record World(
      EntityManagerFactory factory, SettableClock clock, ServerSettings settings) {}

  private ServerHarness(TestDatabase database, JpaProvider provider, TestDatabase owned) {
    this.owned = owned;
    world =
        new World(
            provider.open(database.source()),
            new SettableClock(),
            TestSettings.of(database.settings()));
    synchronized (NEXT) {
      NEXT.set(world);
      container =
          SeContainerInitializer.newInstance()
              .disableDiscovery()
              .addBeanClasses(BEANS.toArray(Class<?>[]::new))
              .addBeanClasses(TestProviders.class, Transactions.class)
              .addBeanClasses(
                  Transactions.Required.class,
                  Transactions.Mandatory.class,
                  Transactions.RequiresNew.class)
              .initialize();
      container.select(World.class).get();
    }
  }

  /** A server with a database of its own. */
  public static ServerHarness on(Database database, JpaProvider provider) {
    var own = TestDatabase.of(database);
    return new ServerHarness(own, provider, own);
  }

  /** A server beside others. */
  public static ServerHarness beside(TestDatabase database, JpaProvider provider) {
    return new ServerHarness(database, provider, null);
  }

  /** A bean. */
  public <T> T get(Class<T> type) {
    return container.select(type).get();
  }

  /**
   * A resource, as HTTP would call it: for the calls that no feature offers its neighbours. There
   * is no request to tell a status, except {@link #during} one.
   */
  public <T> T resource(Class<T> type) {
    var resource = new Unmanaged<>(container.getBeanManager(), type).newInstance();
    return resource.produce().inject().get();
  }

  /** Does something within a request, which is that which resources see. */
  void during(HttpRequest request, Runnable work) {
    var scope = container.select(RequestContextController.class).get();
    scope.activate();
    REQUEST.set(request);
    try {
      work.run();
    } finally {
      REQUEST.remove();
      scope.deactivate();
    }
  }

  /** Its clock. */
  public SettableClock clock() {
    return world.clock;
  }

  /** Its own database; null beside others. */
  public TestDatabase database() {
    return owned;
  }

  @Override
  public void close() {
    container.close();
    world.factory.close();
    if (owned != null) {
      owned.close();
    }
  }

  /**
   * What needs no server: beans with resources of the server are left to the integration tests.
   * What is called over HTTP is created by {@link #resource}.
   */
  private static List<Class<?>> beans() {
    var classes = Path.of("target/classes");
    try (var files = Files.walk(classes.resolve("dev/rigel/server"))) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
          .<Class<?>>map(
              name -> load(name.replace('/', '.').substring(0, name.length() - ".class".length())))
          .filter(
              type -> type.isAnnotationPresent(ApplicationScoped.class) && type != Providers.class)
          .filter(
              type ->
                  !type.isAnnotationPresent(jakarta.ws.rs.Path.class)
                      && !HealthCheck.class.isAssignableFrom(type)
                      && Arrays.stream(type.getDeclaredFields())
                          .noneMatch(f -> f.isAnnotationPresent(Resource.class)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ServerHarness.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the platform's providers give in a server. */
  @ApplicationScoped
  static class TestProviders {
    private final World world = NEXT.get();

    @Produces
    @Dependent
    World world() {
      return world;
    }

    /** Resources ask it for headers and note statuses; where there is no HTTP it holds none. */
    @Produces
    @Dependent
    HttpServletRequest request() {
      return (HttpServletRequest)
          Proxy.newProxyInstance(
              HttpServletRequest.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) ->
                  REQUEST.get() == null ? null : ask(REQUEST.get(), method.getName(), arguments));
    }

    private static String ask(HttpRequest request, String method, Object... arguments) {
      switch (method) {
        case "getHeader":
          return request.getHttpHeaders().getHeaderString((String) arguments[0]);
        case "setAttribute":
          request.setAttribute((String) arguments[0], arguments[1]);
          return null;
        default:
          throw new UnsupportedOperationException(method);
      }
    }

    @Produces
    @Dependent
    Clock clock() {
      return world.clock;
    }

    @Produces
    @Dependent
    ServerSettings settings() {
      return world.settings;
    }

    @Produces
    @Dependent
    EntityManagerFactory factory() {
      return world.factory;
    }
  }
}
