package dev.rigel.contract.json;

import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** A field of a change that is not given, which is not the same as one that is given as null. */
public final class Absent {
  private Absent() {}

  /** A field, absent if nobody has set it. */
  public static <T> JsonNullable<T> ifNull(@Nullable JsonNullable<T> field) {
    return field == null ? JsonNullable.undefined() : field;
  }
}
