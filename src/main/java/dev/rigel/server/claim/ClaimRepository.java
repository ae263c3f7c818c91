package dev.rigel.server.claim;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.state.StateNames;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Batches;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.ValueTable;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Claims in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class ClaimRepository {
  private static final String INSERT =
      """
      insert into claim (id, created, flow_run_id, agent_id, request_hash, token_hash)
      select v.id, :now, v.flow_run_id, :agent, :request, v.token_hash
        from :claims
      """;

  /** Those whose runs have ended have no agent any more. */
  private static final String HELD =
      """
      select c.flow_run_id, c.id, c.request_hash, r.state_type, r.state_name
        from claim c
        join flow_run r on r.id = c.flow_run_id and r.claim_id = c.id
       where c.agent_id = :agent
       order by c.flow_run_id
      """;

  private static final String HELD_BY =
      """
      select c.agent_id, c.flow_run_id
        from claim c
        join flow_run r on r.id = c.flow_run_id and r.claim_id = c.id
       where c.agent_id in (:agents)
       order by c.flow_run_id
      """;

  private static final String COUNT_LIVING =
      """
      select count(*)
        from claim c
        join flow_run r on r.id = c.flow_run_id and r.claim_id = c.id
       where c.token_hash = :token
      """;

  private static final String END =
      """
      update claim
         set ended = :now, ended_agent_id = agent_id, agent_id = null
       where id in (:claims)
      """;

  /** Of a claim that was forgotten since nobody knows any more whose it was: not another's. */
  private static final String ENDED =
      """
      select r.id, r.state_type
        from flow_run r
        left join claim c on c.id = r.claim_id
       where r.id in (:runs)
         and r.state_type in ('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED')
         and r.claim_id is not null
         and (c.ended_agent_id is null or c.ended_agent_id = :agent)
      """;

  private static final String DELETE_ENDED =
      """
      delete from claim
       where id in (select id
                      from claim
                     where ended < :before
                     order by ended
                     limit :most)
      """;

  /** They name no time of their own: a run's states change in many places. */
  private static final String DELETE_DEAD =
      """
      delete from claim
       where id in (select c.id
                      from claim c
                      join flow_run r on r.id = c.flow_run_id
                     where c.ended is null
                       and (r.claim_id is null or r.claim_id <> c.id)
                     limit :most)
      """;

  @Inject Sql sql;
  @Inject ServerSettings settings;

  /** A claim to be stored. */
  record NewClaim(UUID id, UUID flowRunId, String tokenHash) {}

  void insert(List<NewClaim> claims, UUID agentId, String requestHash, OffsetDateTime now) {
    var table =
        new ValueTable(Database.of(settings), "id uuid", "flow_run_id uuid", "token_hash varchar");
    Batches.sum(
        claims,
        table.mostRows(),
        batch ->
            sql.of(INSERT)
                .byKey()
                .bind("now", now)
                .bind("agent", agentId)
                .bind("request", requestHash)
                .bind("claims", table.of(batch.stream().map(ClaimRepository::row).toList()))
                .change());
  }

  private static List<Object> row(NewClaim claim) {
    return List.of(claim.id(), claim.flowRunId(), claim.tokenHash());
  }

  List<HeldRun> of(UUID agentId) {
    return sql.of(HELD).bind("agent", agentId).rows().stream()
        .map(
            row ->
                new HeldRun(
                    row.id(0), row.id(1), row.text(2), isCancelling(row.text(3), row.text(4))))
        .toList();
  }

  private static boolean isCancelling(String type, String name) {
    return StateType.RUNNING.name().equals(type) && StateNames.CANCELLING.equals(name);
  }

  Map<UUID, List<UUID>> of(Collection<UUID> agentIds) {
    return sql.of(HELD_BY).bind("agents", agentIds).rows().stream()
        .collect(
            Collectors.groupingBy(
                row -> row.id(0), Collectors.mapping(row -> row.id(1), Collectors.toList())));
  }

  boolean lives(String tokenHash) {
    return sql.of(COUNT_LIVING).byKey().bind("token", tokenHash).count() == 1;
  }

  Map<UUID, StateType> ended(UUID agentId, Collection<UUID> flowRunIds) {
    return sql.of(ENDED).bind("agent", agentId).bind("runs", flowRunIds).rows().stream()
        .collect(Collectors.toMap(row -> row.id(0), row -> StateType.valueOf(row.text(1))));
  }

  void end(List<UUID> claimIds, OffsetDateTime now) {
    sql.of(END).byKey().bind("now", now).bind("claims", claimIds).change();
  }

  /** Deletes the oldest that have ended, and tells how many. */
  int deleteEnded(OffsetDateTime before, int most) {
    return sql.of(DELETE_ENDED).bind("before", before).bind("most", most).change();
  }

  /** Deletes some whose runs were taken from their agents, and tells how many. */
  int deleteDead(int most) {
    return sql.of(DELETE_DEAD).bind("most", most).change();
  }
}
