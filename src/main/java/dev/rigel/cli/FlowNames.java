package dev.rigel.cli;

import dev.rigel.contract.flow.FlowQueryBuilder;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowSort;
import dev.rigel.contract.query.FlowFilterBuilder;
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
    var wanted = FlowFilterBuilder.builder().id(new Match.Ids(flowIds.distinct().toList())).build();
    return Pages.all(
            page ->
                session
                    .api()
                    .flows()
                    .filter(
                        FlowQueryBuilder.builder()
                            .flows(wanted)
                            .sort(FlowSort.NAME_ASC)
                            .limit(page.limit())
                            .offset(page.offset())
                            .build()))
        .stream()
        .collect(Collectors.toMap(FlowResponse::id, FlowResponse::name));
  }
}
