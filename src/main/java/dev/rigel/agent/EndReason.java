package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_STOP;

/** Why an agent ends what it has started, in words for logs and states. */
enum EndReason {
  AGENT_STOPS(
      "its agent was stopped and asked it to end",
      "its agent was stopped, asked it to end, and killed it when " + AGENT_STOP + " were over"),
  CANCELLED(
      "its run was cancelled, and its agent asked it to end",
      "its run was cancelled, and its agent asked it to end, and killed it when it had not in time"),
  REVOKED("its run was taken from its agent", "its run was taken from its agent, which killed it");

  private final String asked;
  private final String killed;

  EndReason(String asked, String killed) {
    this.asked = asked;
    this.killed = killed;
  }

  /** Of what was asked to end. */
  String asked() {
    return asked;
  }

  /** Of what was ended by force. */
  String killed() {
    return killed;
  }
}
