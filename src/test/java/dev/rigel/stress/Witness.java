package dev.rigel.stress;

import dev.rigel.contract.state.StateType;
import dev.rigel.stress.Entry.Run;
import dev.rigel.stress.Entry.Span;
import dev.rigel.stress.Entry.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Sees in the database what no server tells: for each state when its transaction began, and when it
 * was committed. The times that states carry are no order: they come from two servers, before the
 * commit.
 */
final class Witness implements AutoCloseable {
  private static final List<String> INSTALL =
      List.of(
          """
          create table stress_witness (
            place bigserial primary key,
            state_id uuid not null,
            begun timestamp with time zone not null
          )
          """,
          """
          create function stress_witness() returns trigger language plpgsql security definer as $$
          begin
            insert into stress_witness (state_id, begun) values (new.id, transaction_timestamp());
            return new;
          end
          $$
          """,
          """
          create trigger stress_witness after insert on flow_run_state
            for each row execute function stress_witness()
          """,
          "create table stress_claim (flow_run_id uuid not null)",
          """
          create function stress_claim() returns trigger language plpgsql security definer as $$
          begin
            insert into stress_claim (flow_run_id) values (new.flow_run_id);
            return new;
          end
          $$
          """,
          """
          create trigger stress_claim after insert on claim
            for each row execute function stress_claim()
          """);

  /** States of one transaction in their order; where the clock shows no difference, too. */
  private static final String HISTORY =
      """
      select s.flow_run_id, r.work_queue_name, s.type, s.name, coalesce(s.message, ''), w.begun,
             pg_xact_commit_timestamp(w.xmin) as committed
        from stress_witness w
        join flow_run_state s on s.id = w.state_id
        join flow_run r on r.id = s.flow_run_id
       order by committed, w.place
      """;

  private static final String ENDS =
      """
      select r.id, coalesce(r.idempotency_key, ''), r.state_type, coalesce(s.message, '')
        from flow_run r
        join flow_run_state s on s.id = r.state_id
       order by r.id
      """;

  private static final String WAITING =
      "select count(*) from flow_run where state_type in ('SCHEDULED', 'PENDING', 'RUNNING')";

  /**
   * Each claim that an agent was given is one entry of its run into PENDING. The server deletes the
   * claims of runs that were taken away.
   */
  private static final String ODD_CLAIMS =
      """
      select count(*)
        from (select flow_run_id, count(*) as claims from stress_claim group by flow_run_id) c
        full join (select flow_run_id, count(*) as takes
                     from flow_run_state
                    where type = 'PENDING'
                      and message like 'Claimed by agent %'
                    group by flow_run_id) t
          on t.flow_run_id = c.flow_run_id
       where c.claims is distinct from t.takes
      """;

  private static final String UNSEEN =
      """
      select (select count(*) from flow_run_state) - (select count(*) from stress_witness)
           + (select count(*) from flow_run where state_id is null)
      """;

  private static final String DEADLOCKS =
      "select deadlocks from pg_stat_database where datname = current_database()";

  private static final String NOW = "select clock_timestamp()";

  private final Connection connection;

  /** Takes a connection, which it closes. */
  Witness(Connection connection) throws SQLException {
    this.connection = connection;
    try (var statement = connection.createStatement()) {
      for (var sql : INSTALL) {
        statement.execute(sql);
      }
    }
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private synchronized <T> List<T> list(String sql, Reader<T> reader) {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var list = new ArrayList<T>();
      while (rows.next()) {
        list.add(reader.read(rows));
      }
      return list;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int number(String sql) {
    return list(sql, row -> row.getInt(1)).get(0);
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** By the database's clock. */
  Instant now() {
    return list(NOW, row -> time(row, 1)).get(0);
  }

  /** All states of all runs, in the order in which they were committed. */
  List<Entry> history() {
    return list(
        HISTORY,
        row ->
            new Entry(
                new Run(row.getObject(1, UUID.class), row.getString(2)),
                new State(StateType.valueOf(row.getString(3)), row.getString(4), row.getString(5)),
                new Span(time(row, 6), time(row, 7))));
  }

  /** All runs. */
  List<Ended> ends() {
    return list(
        ENDS,
        row ->
            new Ended(
                row.getObject(1, UUID.class),
                row.getString(2),
                StateType.valueOf(row.getString(3)),
                row.getString(4)));
  }

  /** Runs that have not ended. */
  int waiting() {
    return number(WAITING);
  }

  /** Runs with more or fewer claims than agents have taken them. */
  int oddClaims() {
    return number(ODD_CLAIMS);
  }

  /** States and runs that are in no history. */
  int unseen() {
    return number(UNSEEN);
  }

  /** Transactions that PostgreSQL has ended because they waited for each other. */
  int deadlocks() {
    return number(DEADLOCKS);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
