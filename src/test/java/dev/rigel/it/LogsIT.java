package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.log.LogCreateBuilder;
import dev.rigel.contract.log.LogFilterBuilder;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.query.Match;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Logs. */
@OnServer
class LogsIT {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");

  private final ApiClient api;
  private final UUID run = UUID.randomUUID();

  LogsIT(Rigel rigel) {
    api = rigel.api();
  }

  @Test
  void records_come_back_in_the_wanted_order() {
    api.logs().create(List.of(record(30, "second", 2), record(20, "first", 1)));

    assertThat(messages(null, LogSort.TIMESTAMP_ASC)).containsExactly("first", "second");
    assertThat(messages(null, LogSort.LEVEL_DESC)).containsExactly("second", "first");
  }

  @Test
  void levels_are_bounds_that_count_themselves() {
    api.logs()
        .create(List.of(record(10, "debug", 0), record(20, "info", 1), record(40, "error", 2)));

    assertThat(messages(new Match.Levels(20, 39), LogSort.TIMESTAMP_ASC)).containsExactly("info");
  }

  @Test
  void an_empty_batch_is_fine() {
    api.logs().create(List.of());

    assertThat(messages(null, LogSort.TIMESTAMP_ASC)).isEmpty();
  }

  @Test
  void a_batch_of_three_megabytes_arrives_whole() {
    var text = "ä€\u0000-free text ".replace("\u0000", "").repeat(1_500);
    api.logs().create(IntStream.range(0, 150).mapToObj(i -> record(20, text, i)).toList());

    var stored = logs(null, LogSort.TIMESTAMP_ASC);

    assertThat(stored).hasSize(150).allSatisfy(log -> assertThat(log.message()).isEqualTo(text));
  }

  @Test
  void more_records_than_one_statement_takes_are_stored() {
    api.logs().create(IntStream.range(0, 4_000).mapToObj(i -> record(20, "m", i)).toList());

    assertThat(api.logs().filter(query(null, LogSort.TIMESTAMP_ASC, 3_900)))
        .hasSize(100)
        .first()
        .satisfies(log -> assertThat(log.timestamp()).isEqualTo(NOON.plusSeconds(3_900)));
  }

  private LogCreate record(int level, String message, int second) {
    return LogCreateBuilder.builder()
        .name("rigel.test")
        .level(level)
        .message(message)
        .timestamp(NOON.plusSeconds(second))
        .flowRunId(run)
        .build();
  }

  private List<String> messages(Match.Levels levels, LogSort sort) {
    return logs(levels, sort).stream().map(LogResponse::message).toList();
  }

  private List<LogResponse> logs(Match.Levels levels, LogSort sort) {
    return api.logs().filter(query(levels, sort, 0));
  }

  private LogQuery query(Match.Levels levels, LogSort sort, int offset) {
    var filter =
        LogFilterBuilder.builder().level(levels).flowRunId(new Match.Ids(List.of(run))).build();
    return new LogQuery(filter, sort, null, offset);
  }
}
