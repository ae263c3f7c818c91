package dev.rigel.server.notification;

import dev.rigel.contract.block.BlockDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * Sends {@code {"text": …}}, the form of Slack's incoming webhooks; those of Teams and of many
 * others take it too.
 */
@ApplicationScoped
class SlackSender implements Sender {
  @Inject JsonPost http;

  @Override
  public List<String> slugs() {
    return List.of(BlockDefinition.SLACK_WEBHOOK, "ms-teams-webhook");
  }

  @Override
  public void send(Map<String, Object> data, Message message) throws NotSent {
    var text = "*" + message.subject() + "*\n" + message.body();
    http.post(new NotificationBlock(data).text("url"), Map.of(), Map.of("text", text));
  }
}
