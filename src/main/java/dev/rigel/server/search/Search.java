package dev.rigel.server.search;

import dev.rigel.contract.search.Found;
import dev.rigel.server.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The door to the search: a statement for each kind. */
@ApplicationScoped
@Transactional
class Search {
  @Inject SearchRepository things;
  @Inject Clock clock;

  /** What goes by this name or id, kind by kind. */
  List<Found> find(Wanted wanted) {
    return Stream.of(
            things.flows(wanted),
            things.deployments(wanted),
            things.workQueues(wanted),
            things.agents(wanted),
            things.flowRuns(wanted, Times.now(clock)))
        .flatMap(List::stream)
        .toList();
  }
}
