package dev.rigel.stress;

import dev.rigel.contract.state.StateType;
import java.util.Optional;

/** Who has a run, state after state. */
final class Possession {
  private String holder;
  private StateType last;

  /** Takes the next state in; what is wrong with it. */
  Optional<String> fault(Entry entry) {
    var fault = judged(entry);
    if (entry.type() == StateType.PENDING) {
      holder = entry.by();
    } else if (entry.type() == StateType.SCHEDULED) {
      holder = null;
    }
    last = entry.type();
    return Optional.ofNullable(fault);
  }

  private String judged(Entry entry) {
    if (last != null && last.isTerminal()) {
      return "it had ended";
    }
    return switch (entry.type()) {
      case SCHEDULED -> null;
      case PENDING -> holder == null ? null : holder + " had it";
      case RUNNING -> begun(entry);
      case COMPLETED -> ofHolder(entry);
      default -> null; // anybody may cancel it, and the server takes it from an agent that is lost
    };
  }

  private String begun(Entry entry) {
    if (entry.isCancelling()) {
      return last == StateType.RUNNING ? null : "it was not running";
    }
    return last == StateType.RUNNING ? "it was running" : ofHolder(entry);
  }

  private String ofHolder(Entry entry) {
    return entry.by().equals(holder) ? null : (holder == null ? "nobody" : holder) + " had it";
  }
}
