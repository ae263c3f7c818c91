package dev.rigel.cli;

import dev.rigel.contract.flow.FlowQuery;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowSort;
import dev.rigel.contract.query.FlowFilter;
import dev.rigel.contract.query.Match;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the flows are called that deployments and runs know by id. */
final class FlowNames {
  private FlowNames() {}

  /** The names by id; a flow that is gone has none. */
  static Map<UUID, String> of(Session session, Stream<UUID> flowIds) {
    var wanted = new FlowFilter(null, new Match.Ids(flowIds.distinct().toList()), null, null);
    return Pages.all(
            page ->
                session
                    .api()
                    .flows()
                    .filter(
                        new FlowQuery(
                            wanted,
                            null,
                            null,
                            null,
                            FlowSort.NAME_ASC,
                            page.limit(),
                            page.offset())))
        .stream()
        .collect(Collectors.toMap(FlowResponse::id, FlowResponse::name));
  }
}
