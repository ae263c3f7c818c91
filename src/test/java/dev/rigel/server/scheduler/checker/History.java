package dev.rigel.server.scheduler.checker;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.schedule.Schedule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What the database saw, written down by triggers: every version of every deployment and every run
 * that was planted or deleted, in the order in which it happened. What a transaction undid is not
 * in it.
 */
final class History {
  private static final String TRIGGERS =
      """
      create table seen (
        seq bigserial primary key,
        tx bigint not null default txid_current(),
        at timestamptz not null default clock_timestamp(),
        what varchar not null,
        deployment uuid not null,
        description varchar,
        schedule varchar,
        active boolean,
        time timestamptz
      );
      create function see_deployment() returns trigger language plpgsql as $$
        begin
          if tg_op = 'DELETE' then
            insert into seen (what, deployment) values ('DELETED', old.id);
          elsif tg_op = 'INSERT' or new.updated is distinct from old.updated then
            insert into seen (what, deployment, description, schedule, active, time)
              values ('VERSION', new.id, new.description, new.schedule, new.is_schedule_active, new.updated);
          end if;
          return null;
        end $$;
      create function see_run() returns trigger language plpgsql as $$
        begin
          if tg_op = 'DELETE' then
            if old.deployment_id is not null then
              insert into seen (what, deployment, time) values ('UPROOTED', old.deployment_id, old.expected_start_time);
            end if;
          else
            insert into seen (what, deployment, time) values ('PLANTED', new.deployment_id, new.expected_start_time);
          end if;
          return null;
        end $$;
      create trigger see_deployment after insert or update or delete on deployment for each row execute function see_deployment();
      create trigger see_run after insert or delete on flow_run for each row execute function see_run();
      """;

  /** What happened. */
  enum What {
    /** A deployment was created or changed. */
    VERSION,
    /** A deployment was deleted. */
    DELETED,
    /** A run was planted. */
    PLANTED,
    /** A run was deleted. */
    UPROOTED
  }

  /**
   * One line.
   *
   * @param at by the machine's clock
   * @param description the number of the order that made this version
   * @param time of a run its date, of a version when it was created, by the servers' clock
   */
  record Event(
      long seq,
      long tx,
      OffsetDateTime at,
      What what,
      UUID deployment,
      String description,
      Schedule schedule,
      boolean active,
      OffsetDateTime time) {}

  private final DataSource source;

  private History(DataSource source) {
    this.source = source;
  }

  /** Begins. */
  static History of(DataSource source) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TRIGGERS);
    }
    return new History(source);
  }

  /** All of it. */
  List<Event> events() throws Exception {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select * from seen order by seq")) {
      var events = new ArrayList<Event>();
      while (rows.next()) {
        events.add(event(rows));
      }
      return events;
    }
  }

  private static Event event(ResultSet row) throws Exception {
    var schedule = row.getString("schedule");
    return new Event(
        row.getLong("seq"),
        row.getLong("tx"),
        utc(row.getObject("at", OffsetDateTime.class)),
        What.valueOf(row.getString("what")),
        row.getObject("deployment", UUID.class),
        row.getString("description"),
        schedule == null ? null : Json.mapper().readValue(schedule, new TypeReference<>() {}),
        row.getBoolean("active"),
        utc(row.getObject("time", OffsetDateTime.class)));
  }

  private static OffsetDateTime utc(OffsetDateTime time) {
    return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
  }
}
