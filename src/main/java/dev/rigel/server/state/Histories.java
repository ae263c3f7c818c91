package dev.rigel.server.state;

import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.HistoryResponse.HistoryState;
import dev.rigel.contract.state.HistoryStateBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Row;
import dev.rigel.server.database.Sql;
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

  @Inject Sql sql;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  /**
   * The history of runs; 422 for an interval below 1 s.
   *
   * @param runs their table with an alias
   * @param fits which of them count
   */
  public List<HistoryResponse> of(Piece runs, Condition fits, HistoryQuery query) {
    var interval = query.historyIntervalSeconds();
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw Problem.invalid("History interval must not be less than 1 second.");
    }
    var starts = starts(query, interval);
    if (starts.isEmpty()) {
      return List.of();
    }
    var states = states(new HistoryStatement(runs, fits, starts, interval, Times.now(clock)));
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
    for (var row : statement.on(sql, Database.of(settings)).rows()) {
      states.computeIfAbsent(row.number(0).intValue(), i -> new ArrayList<>()).add(state(row));
    }
    return states;
  }

  private static HistoryState state(Row row) {
    return HistoryStateBuilder.builder()
        .stateType(StateType.valueOf(row.text(1)))
        .stateName(row.text(2))
        .countRuns(row.number(3).longValue())
        .sumEstimatedRunTime(seconds(row.number(4)))
        .sumEstimatedLateness(seconds(row.number(5)))
        .build();
  }

  private static Duration seconds(Number number) {
    return Duration.ofNanos(Math.round(number.doubleValue() * 1e6) * 1000);
  }
}
