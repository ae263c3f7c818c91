package dev.rigel.chaos;

import dev.rigel.chaos.Findings.Known;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.log.LogFilterBuilder;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Asks a server for all it knows about the runs of a deployment. */
final class Inquiry {
  private static final int PAGE = 200;

  private final ApiClient api;

  Inquiry(ApiClient api) {
    this.api = api;
  }

  Map<UUID, Known> runsOf(UUID deployment) {
    var known = new LinkedHashMap<UUID, Known>();
    List<FlowRunResponse> page;
    do {
      page = page(deployment, known.size());
      for (var run : page) {
        var states = api.flowRunStates().list(run.id());
        known.put(run.id(), new Known(run.idempotencyKey(), states, logsOf(run.id())));
      }
    } while (page.size() == PAGE);
    return known;
  }

  private List<FlowRunResponse> page(UUID deployment, int offset) {
    var ofDeployment =
        FlowRunFilterBuilder.builder()
            .deploymentId(new Match.NullableIds(null, List.of(deployment), null))
            .build();
    return api.flowRuns()
        .filter(
            FlowRunQueryBuilder.builder()
                .flowRuns(ofDeployment)
                .sort(FlowRunSort.ID_DESC)
                .limit(PAGE)
                .offset(offset)
                .build());
  }

  /** Messages in the log of a run. */
  Set<String> logsOf(UUID run) {
    var filter = LogFilterBuilder.builder().flowRunId(new Match.Ids(List.of(run))).build();
    return api.logs().filter(new LogQuery(filter, LogSort.TIMESTAMP_ASC, null, null)).stream()
        .map(LogResponse::message)
        .collect(Collectors.toSet());
  }
}
