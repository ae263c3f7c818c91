package dev.rigel.server.deployment;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.deployment.DeploymentQuery;
import dev.rigel.contract.deployment.DeploymentSort;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.Selection;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Counts;
import dev.rigel.server.query.Filters;
import dev.rigel.server.query.ListOrder;
import dev.rigel.server.query.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deployments in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class DeploymentRepository {
  private static final String BY_NAMES =
      """
      select d.*
        from deployment d
        join flow f on f.id = d.flow_id
       where f.name = :flow_name
         and d.name = :name
      """;

  private static final String LOCK_BY_NAME =
      """
      select *
        from deployment
       where flow_id = :flow
         and name = :name
         for update
      """;

  private static final String COUNT_BLOCK = "select count(*) from block_document where id = :id";

  private static final String SCHEDULED =
      """
      select d.*
        from deployment d
       where d.is_schedule_active = true
         and d.schedule is not null
         and :fits
       order by d.name, d.id
      """;

  private static final String LIST =
      """
      select d.*
        from deployment d
       where :fits
       order by :order
       limit :limit
      offset :offset
      """;

  private static final String DELETE = "delete from deployment where id = :id";

  private static final ListOrder BY_ID = new ListOrder("d.id");

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Filters filters;
  @Inject Paging paging;
  @Inject Counts counts;

  void add(Deployment deployment) {
    entities.persist(deployment);
    entities.flush();
  }

  Optional<Deployment> find(UUID id) {
    return Optional.ofNullable(entities.find(Deployment.class, id));
  }

  /**
   * The deployment, its row locked: nobody else changes it or plants its runs until the transaction
   * ends.
   */
  public Optional<Deployment> lock(UUID id) {
    return Optional.ofNullable(entities.find(Deployment.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  Optional<Deployment> findByNames(String flowName, String name) {
    return sql.of(BY_NAMES).bind("flow_name", flowName).bind("name", name).first(Deployment.class);
  }

  Optional<Deployment> lockByName(UUID flowId, String name) {
    return sql.of(LOCK_BY_NAME).bind("flow", flowId).bind("name", name).first(Deployment.class);
  }

  boolean blockDocumentExists(UUID id) {
    return sql.of(COUNT_BLOCK).bind("id", id).count() == 1;
  }

  List<Deployment> list(DeploymentQuery query) {
    return sql.of(LIST)
        .bind("fits", filters.deployments(query.selection()))
        .bind("order", order(query.sort()))
        .slice(paging.of(query.page()))
        .list(Deployment.class);
  }

  /** Those with an active schedule, by name. */
  List<Deployment> scheduled(Selection selection) {
    return sql.of(SCHEDULED).bind("fits", filters.deployments(selection)).list(Deployment.class);
  }

  int count(CountQuery query) {
    return counts.of(
        Piece.of("deployment d"), filters.deployments(query.selection()), query.atMost());
  }

  /**
   * Forgets one that was read and is not changed: JPA providers look at all that they have read
   * before each statement.
   */
  void forget(Deployment deployment) {
    entities.detach(deployment);
  }

  void delete(UUID id) {
    sql.takeTheirTime();
    sql.of(DELETE).bind("id", id).change();
  }

  private static Piece order(DeploymentSort sort) {
    return switch (sort) {
      case NAME_ASC -> BY_ID.ascending("d.name");
      case NAME_DESC -> BY_ID.descending("d.name");
      case CREATED_DESC -> BY_ID.descending("d.created");
      case UPDATED_DESC -> BY_ID.descending("d.updated");
    };
  }
}
