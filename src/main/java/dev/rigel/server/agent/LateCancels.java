package dev.rigel.server.agent;

import static dev.rigel.contract.setting.Settings.CANCELLING;

import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Ends runs that were cancelled, and whose agents live but do not end them. */
@ApplicationScoped
class LateCancels {
  private static final int PAGE = 50;

  @Inject FlowRunRepository runs;
  @Inject LostRuns lostRuns;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  /** Ends some, in one transaction; tells whether there may be more. */
  @Transactional
  public boolean endPage() {
    var patience = settings.get(CANCELLING);
    var late = runs.lockCancelling(Times.now(clock).minus(patience), PAGE);
    var why = "its agent has not ended it within " + patience.toSeconds() + " seconds";
    lostRuns.takeLocked(late.stream().collect(Collectors.toMap(Function.identity(), run -> why)));
    return late.size() == PAGE;
  }
}
