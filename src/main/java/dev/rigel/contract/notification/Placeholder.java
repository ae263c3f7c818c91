package dev.rigel.contract.notification;

import java.util.Arrays;
import java.util.Locale;

/** What may stand in braces in a message's template. */
public enum Placeholder {
  /** The id of the policy. */
  FLOW_RUN_NOTIFICATION_POLICY_ID,
  /** The id of the run's flow. */
  FLOW_ID,
  /** The name of the run's flow. */
  FLOW_NAME,
  /** Where the web page shows the run. */
  FLOW_RUN_URL,
  /** The run's id. */
  FLOW_RUN_ID,
  /** The run's name. */
  FLOW_RUN_NAME,
  /** The run's parameters, as JSON. */
  FLOW_RUN_PARAMETERS,
  /** The type of the state that the run has entered. */
  FLOW_RUN_STATE_TYPE,
  /** The name of that state. */
  FLOW_RUN_STATE_NAME,
  /** When the run entered it. */
  FLOW_RUN_STATE_TIMESTAMP,
  /** The state's message; empty if it has none. */
  FLOW_RUN_STATE_MESSAGE;

  /** As it stands between the braces: {@code flow_run_name}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static boolean isKey(String key) {
    return Arrays.stream(values()).anyMatch(placeholder -> placeholder.key().equals(key));
  }
}
