package dev.rigel.server.attention;

import dev.rigel.contract.attention.Trouble;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whether one thing is in trouble. Pure: what is to be known of the thing is handed in.
 *
 * @param <T> what is known of a thing of one sort
 */
interface TroubleRule<T> {
  /** The worst first; among equals what has lasted longest. */
  Comparator<Trouble> WORST_FIRST =
      Comparator.comparing(Trouble::severity)
          .thenComparing(Trouble::kind)
          .thenComparing(Trouble::since, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(trouble -> trouble.ids().get(0).name());

  Optional<Trouble> judge(T thing, OffsetDateTime now);
}
