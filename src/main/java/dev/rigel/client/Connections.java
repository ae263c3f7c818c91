package dev.rigel.client;

import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way to one server's API, which may be shared by several {@link ApiClient}s. */
interface Connections {

  /** The calls of an interface of the contract. */
  Calls of(Class<?> api);

  /** Ends all that is open. */
  void close();

  /** Makes calls, each once. */
  interface Calls {

    /**
     * Makes a call.
     *
     * @param key to be sent instead of the usual one
     * @return what the method returns; null where the answer holds nothing. What is answered later
     *     fails with what would be thrown here
     * @throws ApiException if there is no usable answer
     */
    @Nullable Object make(Method method, Object @Nullable [] arguments, Optional<String> key);
  }
}
