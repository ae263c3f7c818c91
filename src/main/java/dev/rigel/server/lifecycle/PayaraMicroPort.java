package dev.rigel.server.lifecycle;

import java.util.Optional;

/**
 * Payara Micro stops applications while its port is still open, and answers 500 and 404 meanwhile;
 * so the port is closed before. WildFly has a setting for that (server-config/wildfly/rigel.cli),
 * and the full Payara Server is stopped in other ways than by a signal. By reflection, as there is
 * no other way to the port than through the server's inner classes (GrizzlyService of 6.2025.10).
 */
final class PayaraMicroPort {
  private static final String LISTENER = "http-listener";

  /** An {@code org.glassfish.grizzly.nio.NIOTransport}. */
  private final Object transport;

  private PayaraMicroPort(Object transport) {
    this.transport = transport;
  }

  /**
   * Empty on other servers.
   *
   * @throws ReflectiveOperationException if this is a Payara Micro that does not look as expected
   */
  static Optional<PayaraMicroPort> find() throws ReflectiveOperationException {
    try {
      Class.forName("fish.payara.micro.PayaraMicro");
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    var service = Class.forName("com.sun.enterprise.v3.services.impl.GrizzlyService");
    var globals = Class.forName("org.glassfish.internal.api.Globals");
    var grizzly = globals.getMethod("get", Class.class).invoke(null, service);
    var proxyOf = service.getDeclaredMethod("getNetworkProxy", String.class);
    proxyOf.setAccessible(true);
    var proxy = proxyOf.invoke(grizzly, LISTENER);
    return proxy == null
        ? Optional.empty()
        : Optional.of(
            new PayaraMicroPort(call(call(proxy, "getUnderlyingListener"), "getTransport")));
  }

  /** From now on connections are refused; those that are open stay. */
  void refuse() throws ReflectiveOperationException {
    call(transport, "unbindAll");
  }

  /** Closes the connections too. */
  void close() throws ReflectiveOperationException {
    call(transport, "shutdownNow");
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }
}
