package dev.rigel.server.platform;

import java.util.function.Function;

/**
 * A thing that was created, or found because it was there already.
 *
 * @param value the thing
 * @param isNew whether this call made it: 201, else 200
 */
public record FoundOrCreated<T>(T value, boolean isNew) {

  /** The same for another view of the thing. */
  public <R> FoundOrCreated<R> map(Function<T, R> view) {
    return new FoundOrCreated<>(view.apply(value), isNew);
  }
}
