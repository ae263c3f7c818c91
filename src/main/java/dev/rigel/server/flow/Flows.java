package dev.rigel.server.flow;

import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flow.FlowQuery;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowUpdate;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.FoundOrCreated;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The door to flows; each method is one transaction. */
@ApplicationScoped
@Transactional
public class Flows {
  @Inject FlowRepository flows;
  @Inject Clock clock;

  /** Makes a flow, or finds the one of that name, unchanged. */
  public FoundOrCreated<FlowResponse> create(FlowCreate flow) {
    var made = flows.insert(flow, Times.now(clock));
    return new FoundOrCreated<>(readByName(flow.name()), made);
  }

  /** Reads one; 404. */
  public FlowResponse read(UUID id) {
    return found(id).response();
  }

  /** Reads one by its exact name; 404. */
  public FlowResponse readByName(String name) {
    return flows.findByName(name).map(Flow::response).orElseThrow(Flows::unknown);
  }

  /** Keeps two makers of the same thing of a flow apart. False if there is no such flow. */
  public boolean lock(UUID id) {
    return flows.lock(id);
  }

  void update(UUID id, FlowUpdate update) {
    var flow = found(id);
    if (update.tags() != null) {
      flow.retag(update.tags(), Times.now(clock));
    }
  }

  void delete(UUID id) {
    if (!flows.delete(id)) {
      throw unknown();
    }
  }

  List<FlowResponse> list(FlowQuery query) {
    return flows.list(query).stream().map(Flow::response).toList();
  }

  int count(CountQuery query) {
    return flows.count(query);
  }

  private Flow found(UUID id) {
    return flows.find(id).orElseThrow(Flows::unknown);
  }

  private static Problem unknown() {
    return Problem.notFound("Flow not found");
  }
}
