package dev.rigel.contract.notification;

import dev.rigel.contract.json.BodyReader;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with placeholders such as {@code {flow_run_name}}. */
public final class MessageTemplate {
  /** The placeholders that a template may use. */
  public static final List<String> PLACEHOLDERS =
      List.of(
          "flow_run_notification_policy_id",
          "flow_id",
          "flow_name",
          "flow_run_url",
          "flow_run_id",
          "flow_run_name",
          "flow_run_parameters",
          "flow_run_state_type",
          "flow_run_state_name",
          "flow_run_state_timestamp",
          "flow_run_state_message");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private MessageTemplate() {}

  /** Refuses a template with other placeholders; null passes. */
  public static void check(String template) {
    var found = PLACEHOLDER.matcher(template == null ? "" : template);
    while (found.find()) {
      if (!PLACEHOLDERS.contains(found.group(1))) {
        throw new BodyReader.Invalid(
            "message_template",
            "Invalid template variable provided: '" + found.group(1) + "'",
            "value_error");
      }
    }
  }

  /** The template with its placeholders replaced. */
  public static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(m -> Matcher.quoteReplacement(values.getOrDefault(m.group(1), m.group())));
  }
}
