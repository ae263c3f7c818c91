package dev.rigel.server.notification;

import dev.rigel.contract.block.BlockDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends the message and the facts behind it as JSON, with the headers of the block. */
@ApplicationScoped
class WebhookSender implements Sender {
  @Inject JsonPost http;

  @Override
  public List<String> slugs() {
    return List.of(BlockDefinition.WEBHOOK);
  }

  @Override
  public void send(Map<String, Object> data, Message message) throws NotSent {
    var block = new NotificationBlock(data);
    var body = new LinkedHashMap<String, Object>();
    body.put("subject", message.subject());
    body.put("body", message.body());
    body.putAll(message.values());
    http.post(block.text("url"), block.object("headers"), body);
  }
}
