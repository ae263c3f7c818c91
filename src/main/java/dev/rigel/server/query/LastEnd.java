package dev.rigel.server.query;

import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Condition;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the run of deployment {@code d} ended that ended last, well or badly: one that was cancelled
 * is neither, as for {@code server.attention}. Each way to end is one look into the index of ended
 * runs: neither those that wait are read nor those that ended before.
 */
final class LastEnd {
  private static final String BEGINNING = "timestamp with time zone '1970-01-01 00:00:00+00'";

  private static final List<StateType> ENDS =
      List.of(StateType.COMPLETED, StateType.FAILED, StateType.CRASHED);

  private LastEnd() {}

  /** In one of these ways; what is no end is none. */
  static Condition isAnyOf(Collection<StateType> types) {
    var others = Predicate.<StateType>not(types::contains);
    return Condition.of(
        newest(ENDS.stream().filter(types::contains))
            + " > "
            + newest(ENDS.stream().filter(others)));
  }

  /** When the newest of them was, long ago without any. */
  private static String newest(Stream<StateType> ends) {
    return Stream.concat(Stream.of(BEGINNING), ends.map(LastEnd::last))
        .collect(Collectors.joining(", ", "greatest(", ")"));
  }

  private static String last(StateType end) {
    return """
        (select coalesce(max(e.state_timestamp), %s)
           from flow_run e
          where e.deployment_id = d.id
            and e.state_type = '%s')"""
        .formatted(BEGINNING, end);
  }
}
