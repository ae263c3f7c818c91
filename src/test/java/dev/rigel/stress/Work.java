package dev.rigel.stress;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.stress.Ledger.Event;
import java.util.Random;
import java.util.UUID;

/** What agents and the processes that they start propose: each obeys the answer. */
final class Work {
  /** A run takes so long, at most. */
  private static final int MOST_MILLIS = 60;

  private final String agent;
  private final Life life;
  private final Random random;
  private final Ledger ledger;

  Work(String agent, Life life, Random random, Ledger ledger) {
    this.agent = agent;
    this.life = life;
    this.random = random;
    this.ledger = ledger;
  }

  /** The run begins and ends; it ends nothing if it was not let begin. */
  void execute(Calls calls, UUID run) {
    if (begin(calls, run)) {
      enter(calls, run, StateCreate.of(StateType.COMPLETED, Entry.ending(agent)));
    }
  }

  /** The run begins, and takes its time. */
  boolean begin(Calls calls, UUID run) {
    var begun = enter(calls, run, StateCreate.of(StateType.RUNNING, Entry.beginning(agent)));
    if (begun) {
      life.rest(random.nextInt(MOST_MILLIS));
    }
    return begun;
  }

  /** Proposes until it is not told to wait; whether the state was stored. */
  boolean enter(Calls calls, UUID run, StateCreate state) {
    var path = "/flow_runs/" + run + "/set_state";
    while (true) {
      var answer = calls.post(path, StateProposal.of(state));
      var status = answer.path("status").asText();
      if (status.equals("WAIT")) {
        ledger.count(Event.WAITS);
        life.rest(1000 * answer.path("details").path("delay_seconds").asLong());
      } else {
        if (!status.equals("ACCEPT")) {
          ledger.count(
              state.type() == StateType.PENDING ? Event.TAKES_REFUSED : Event.STATES_REFUSED);
        }
        return status.equals("ACCEPT");
      }
    }
  }
}
