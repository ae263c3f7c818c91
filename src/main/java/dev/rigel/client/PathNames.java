package dev.rigel.client;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.lang.reflect.Method;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A name in a path is one segment, whatever it holds: RESTEasy's client encodes it, but leaves
 * slashes and semicolons, which mean something there. They travel as characters that no name has
 * until the address is made.
 */
final class PathNames implements ClientRequestFilter {
  /** Of Unicode's private use, so that nobody writes them. */
  private static final char SLASH = '\uE000';

  private static final char SEMICOLON = '\uE001';

  /** The arguments of a call with the names in its path disguised. */
  static Object @Nullable [] disguised(Method method, Object @Nullable [] arguments) {
    if (arguments == null) {
      return null;
    }
    var disguised = arguments.clone();
    for (int i = 0; i < disguised.length; i++) {
      if (disguised[i] instanceof String name
          && method.getParameters()[i].isAnnotationPresent(PathParam.class)) {
        disguised[i] = name.replace('/', SLASH).replace(';', SEMICOLON);
      }
    }
    return disguised;
  }

  @Override
  public void filter(ClientRequestContext call) {
    var address = call.getUri().toString();
    var plain = address.replace("%EE%80%80", "%2F").replace("%EE%80%81", "%3B");
    if (!plain.equals(address)) {
      call.setUri(URI.create(plain));
    }
  }
}
