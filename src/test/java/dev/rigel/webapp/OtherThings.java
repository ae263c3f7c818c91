package dev.rigel.webapp;

import dev.rigel.contract.agent.AgentResponseBuilder;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.calendar.CalendarDay;
import dev.rigel.contract.calendar.CalendarResponse;
import dev.rigel.contract.calendar.CalendarResponseBuilder;
import dev.rigel.contract.calendar.CalendarSummaryResponseBuilder;
import dev.rigel.contract.calendar.ListedDays;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponse;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponseBuilder;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Agents, task limits and calendars as a server answers them, and a server that has them. */
final class OtherThings {
  private static final OffsetDateTime MADE = Things.ago(Duration.ofDays(3));

  private OtherThings() {}

  /** One with room for four runs, heard of a moment ago. */
  static AgentResponseBuilder agent(String name, AgentState state, String... queues) {
    return AgentResponseBuilder.builder()
        .id(UUID.randomUUID())
        .created(MADE)
        .updated(Things.now())
        .name(name)
        .state(state)
        .isNative(true)
        .host("build-7")
        .pid(4711)
        .version("1.2.3")
        .labels(List.of("rack 3"))
        .queues(List.of(queues))
        .prefixes(List.of())
        .limit(4)
        .free(3)
        .flowRunIds(List.of())
        .lastHeardOf(Things.ago(Duration.ofSeconds(8)))
        .lease(Duration.ofSeconds(45));
  }

  static ConcurrencyLimitResponse limit(String tag, int limit, UUID... holders) {
    return ConcurrencyLimitResponseBuilder.builder()
        .id(UUID.randomUUID())
        .created(MADE)
        .updated(MADE)
        .tag(tag)
        .concurrencyLimit(limit)
        .activeSlots(List.of(holders))
        .build();
  }

  /** With closed days, in London. */
  static CalendarResponse calendar(String name, LocalDate... days) {
    return CalendarResponseBuilder.builder()
        .id(UUID.randomUUID())
        .created(MADE)
        .updated(MADE)
        .name(name)
        .description("")
        .timezone("Europe/London")
        .listed(ListedDays.closed)
        .days(List.of(days))
        .build();
  }

  /** The server has a calendar, of which the year of the first of these days is looked at. */
  static void has(FakeServer server, CalendarResponse calendar, LocalDate... events) {
    var summary =
        CalendarSummaryResponseBuilder.builder()
            .id(calendar.id())
            .created(calendar.created())
            .updated(calendar.updated())
            .name(calendar.name())
            .description(calendar.description())
            .timezone(calendar.timezone())
            .listed(calendar.listed())
            .build();
    var closed = new HashSet<>(Set.of(events));
    closed.addAll(calendar.days());
    server.on("POST /calendars/filter", call -> Reply.json(200, List.of(summary)));
    server.on("GET /calendars/" + calendar.id(), call -> Reply.json(200, calendar));
    server.on("PATCH /calendars/" + calendar.id(), call -> Reply.of(204, ""));
    server.on(
        "GET /calendars/" + calendar.id() + "/days",
        call -> {
          var year = Integer.parseInt(call.uri().replaceFirst(".*start=(\\d+)-.*", "$1"));
          return Reply.json(
              200,
              LocalDate.of(year, 1, 1)
                  .datesUntil(LocalDate.of(year + 1, 1, 1))
                  .map(day -> new CalendarDay(day, !closed.contains(day)))
                  .toList());
        });
  }
}
