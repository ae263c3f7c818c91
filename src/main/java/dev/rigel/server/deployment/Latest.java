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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The door to the last runs of deployments and flows: three statements for either. */
@ApplicationScoped
@Transactional
class Latest {
  @Inject LatestRepository latest;
  @Inject Clock clock;

  List<LatestRuns> of(LatestRunsQuery query) {
    var now = Times.now(clock);
    return Stream.of(
            of(LatestRepository.Of.DEPLOYMENT, query.deploymentIds(), query.runs(), now),
            of(LatestRepository.Of.FLOW, query.flowIds(), query.runs(), now))
        .flatMap(List::stream)
        .toList();
  }

  private List<LatestRuns> of(
      LatestRepository.Of whose, List<UUID> ids, int most, OffsetDateTime now) {
    if (ids.isEmpty()) {
      return List.of();
    }
    var next = latest.next(whose, ids, now);
    var runs = most == 0 ? Map.<UUID, List<LatestRun>>of() : latest.runs(whose, ids, most, now);
    var durations = latest.durations(whose, ids);
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
