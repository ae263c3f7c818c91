package dev.rigel.chaos;

import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.log.LogCreateBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.it.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One client of a {@link Load}. Everything it changes carries a text that no other change carries,
 * so that it can tell after a lost answer whether the change was made.
 */
final class Worker implements Runnable {
  private static final long PAUSE_MILLIS = 100;

  private final Load load;
  private final Caller caller;
  private final String name = "worker " + UUID.randomUUID();
  private int number;

  Worker(Load load, Caller caller) {
    this.load = load;
    this.caller = caller;
  }

  @Override
  public void run() {
    try {
      while (!load.isOver()) {
        if (load.isMaking()) {
          make();
        }
        var offered = offered();
        offered.forEach(this::execute);
        if (offered.isEmpty() && !load.isMaking()) {
          pause();
        }
      }
    } catch (Over over) {
      // nobody waits for more
    } catch (RuntimeException e) {
      load.ledger().surprise("the load broke: " + e);
    }
  }

  /** The load is over; a request was not answered until then. */
  private static final class Over extends RuntimeException {}

  private String token() {
    return name + " " + ++number;
  }

  private void make() {
    var key = token();
    var path = "/deployments/" + load.site().deployment.id() + "/create_flow_run";
    var due = StateCreate.scheduled(Site.now().minusSeconds(1), null);
    var body =
        DeploymentFlowRunCreateBuilder.builder()
            .state(due)
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .idempotencyKey(key)
            .build();
    var unanswered = new boolean[1];
    var outcome = untilFine(() -> caller.post(path, body), () -> unanswered[0] = true);
    if (isSuccess(outcome)) {
      load.ledger().created(UUID.fromString(outcome.answer().json().get("id").asText()), key);
      if (unanswered[0] && outcome.answer().status() == 200) {
        load.ledger().doneUnanswered("creation of '" + key + "'");
      }
    }
  }

  private List<UUID> offered() {
    var path = "/work_queues/" + load.site().queue.id() + "/get_runs";
    var outcome =
        untilFine(() -> caller.post(path, GetRunsBuilder.builder().limit(3).build()), () -> {});
    var runs = new ArrayList<UUID>();
    if (isSuccess(outcome)) {
      outcome.answer().json().forEach(run -> runs.add(UUID.fromString(run.get("id").asText())));
    }
    return runs;
  }

  private void execute(UUID run) {
    if (!enter(run, StateType.PENDING)) {
      return;
    }
    log(run);
    if (!enter(run, StateType.RUNNING) || !enter(run, StateType.COMPLETED)) {
      load.ledger().surprise("run " + run + " was taken and could not be ended");
    }
  }

  private boolean enter(UUID run, StateType type) {
    var token = token();
    var proposal = StateProposal.of(StateCreate.of(type, token));
    var path = "/flow_runs/" + run + "/set_state";
    var unsure = false;
    while (true) {
      var outcome = caller.post(path, proposal);
      if (isAccepted(outcome)) {
        load.ledger().entered(run, type, token);
        return true;
      }
      if (unsure && isStored(run, token)) {
        load.ledger().entered(run, type, token);
        load.ledger().doneUnanswered(type + " of run " + run);
        return true;
      }
      if (outcome.isFine()) {
        return false;
      }
      unsure = true;
      pause();
    }
  }

  private static boolean isAccepted(Outcome outcome) {
    return isSuccess(outcome) && outcome.answer().json().get("status").asText().equals("ACCEPT");
  }

  private boolean isStored(UUID run, String token) {
    var path = "/flow_run_states/?flow_run_id=" + run;
    var outcome = untilFine(() -> caller.get(path), () -> {});
    for (var state : outcome.answer().json()) {
      if (token.equals(state.path("message").asText())) {
        return true;
      }
    }
    return false;
  }

  private void log(UUID run) {
    var token = token();
    var line =
        LogCreateBuilder.builder()
            .name("load")
            .level(20)
            .message(token)
            .timestamp(Site.now())
            .flowRunId(run)
            .build();
    var outcome = untilFine(() -> caller.post("/logs/", List.of(line)), () -> {});
    if (isSuccess(outcome)) {
      load.ledger().logged(run, token);
    }
  }

  private Outcome untilFine(Supplier<Outcome> call, Runnable unanswered) {
    while (true) {
      var outcome = call.get();
      if (outcome.isFine()) {
        if (!isSuccess(outcome)) {
          load.ledger().surprise(outcome.toString());
        }
        return outcome;
      }
      unanswered.run();
      pause();
    }
  }

  private static boolean isSuccess(Outcome outcome) {
    return outcome.isFine() && outcome.answer().status() < 300;
  }

  private void pause() {
    if (load.isClosed()) {
      throw new Over();
    }
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new Over();
    }
  }
}
