package dev.rigel.contract.notification;

import dev.rigel.contract.json.BodyReader;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts with placeholders such as {@code {flow_run_name}} ({@link Placeholder}). */
public final class MessageTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private MessageTemplate() {}

  /** Refuses a template with other placeholders. */
  public static void check(@Nullable String template) {
    var found = PLACEHOLDER.matcher(template == null ? "" : template);
    while (found.find()) {
      if (!Placeholder.isKey(found.group(1))) {
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
