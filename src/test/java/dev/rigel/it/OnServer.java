package dev.rigel.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that talks to the deployed server, which it gets as a {@link Rigel} parameter. All
 * classes of a run share one server: they use names of their own.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(OnServer.Resolver.class)
public @interface OnServer {

  /** Hands out the server; the first one who asks deploys it, the end of the run takes it down. */
  final class Resolver extends Shared<Rigel> {
    Resolver() {
      super(Rigel.class, Rigel::deploy);
    }
  }
}
