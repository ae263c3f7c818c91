package dev.rigel.server.deployment;

import dev.rigel.contract.deployment.LatestRun;
import dev.rigel.contract.deployment.LatestRuns;
import dev.rigel.contract.deployment.LatestRunsBuilder;
import dev.rigel.contract.deployment.LatestRunsQuery;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.Durations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The door to the last runs of deployments: three statements, however many they are. */
@ApplicationScoped
@Transactional
class Latest {
  @Inject LatestRepository latest;
  @Inject Clock clock;

  List<LatestRuns> of(LatestRunsQuery query) {
    var now = Times.now(clock);
    var ids = query.deploymentIds();
    var most = query.runs();
    if (ids.isEmpty()) {
      return List.of();
    }
    var next = latest.next(ids, now);
    var runs = most == 0 ? Map.<UUID, List<LatestRun>>of() : latest.runs(ids, most, now);
    var durations = latest.durations(ids);
    return ids.stream()
        .distinct()
        .filter(next::containsKey)
        .map(
            id ->
                of(
                    id,
                    last(most, runs.getOrDefault(id, List.of())),
                    Objects.requireNonNull(next.get(id)).orElse(null),
                    durations.getOrDefault(id, List.of())))
        .toList();
  }

  private static LatestRuns of(
      UUID id, List<LatestRun> runs, @Nullable OffsetDateTime next, List<Duration> durations) {
    var sample = last(Durations.SAMPLE, durations);
    var isUsual = sample.size() >= Durations.LEAST;
    return LatestRunsBuilder.builder()
        .id(id)
        .runs(runs)
        .next(next)
        .usualDuration(isUsual ? Durations.percentile(sample, 50) : null)
        .longDuration(isUsual ? Durations.percentile(sample, 95) : null)
        .build();
  }

  /** Several may have the time of the first of them. */
  private static <T> List<T> last(int most, List<T> all) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }
}
