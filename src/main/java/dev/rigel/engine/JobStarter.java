package dev.rigel.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.LongSupplier;

/**
 * For an application server: starts jobs where {@code UserTransaction} may be used. A job's thread
 * inherits that permission from the one that starts it, and on Payara 6 two jobs of some fifty
 * failed before their first step with "Lookup of java:comp/UserTransaction not allowed". The likely
 * cause is Payara's interceptor of transactional beans, which keeps what it saved of a thread in a
 * field; a method that gives the permission anew has not shown the failure since.
 */
@ApplicationScoped
public class JobStarter implements JobRuntime.Starter {

  @Override
  @Transactional(Transactional.TxType.NOT_SUPPORTED)
  public long start(LongSupplier start) {
    return start.getAsLong();
  }
}
