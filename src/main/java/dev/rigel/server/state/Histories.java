package dev.rigel.server.state;

import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.HistoryResponse.HistoryState;
import dev.rigel.contract.state.HistoryStateBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Rows;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts runs by interval and state; a run belongs to the interval of its expected start. */
@ApplicationScoped
public class Histories {
  private static final int MOST_INTERVALS = 500;

  @Inject Rows rows;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  /** The history of a table, given with its alias; 422 for an interval below 1 s. */
  public List<HistoryResponse> of(String from, Condition where, HistoryQuery query) {
    var interval = query.historyIntervalSeconds();
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw Problem.invalid("History interval must not be less than 1 second.");
    }
    var starts = starts(query, interval);
    if (starts.isEmpty()) {
      return List.of();
    }
    var statement =
        HistoryStatement.of(Database.of(settings), from, where, starts, interval, Times.now(clock));
    var states = states(statement);
    var history = new ArrayList<HistoryResponse>();
    for (int i = 0; i < starts.size(); i++) {
      history.add(
          new HistoryResponse(
              starts.get(i), starts.get(i).plus(interval), states.getOrDefault(i, List.of())));
    }
    return history;
  }

  private static List<OffsetDateTime> starts(HistoryQuery query, Duration interval) {
    var starts = new ArrayList<OffsetDateTime>();
    var end = Times.utc(query.historyEnd());
    for (var start = Times.utc(query.historyStart());
        start.isBefore(end) && starts.size() < MOST_INTERVALS;
        start = start.plus(interval)) {
      starts.add(start);
      if (end.minus(interval).isBefore(start)) {
        break;
      }
    }
    return starts;
  }

  private Map<Integer, List<HistoryState>> states(HistoryStatement statement) {
    var states = new HashMap<Integer, List<HistoryState>>();
    for (var row : rows.scalars(statement.sql(), statement.arguments())) {
      states.computeIfAbsent(((Number) row[0]).intValue(), i -> new ArrayList<>()).add(state(row));
    }
    return states;
  }

  private static HistoryState state(Object[] row) {
    return HistoryStateBuilder.builder()
        .stateType(StateType.valueOf((String) row[1]))
        .stateName((String) row[2])
        .countRuns(((Number) row[3]).longValue())
        .sumEstimatedRunTime(seconds(row[4]))
        .sumEstimatedLateness(seconds(row[5]))
        .build();
  }

  private static Duration seconds(Object number) {
    return Duration.ofNanos(Math.round(((Number) number).doubleValue() * 1e6) * 1000);
  }
}
