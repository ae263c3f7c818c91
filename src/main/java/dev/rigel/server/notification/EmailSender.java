package dev.rigel.server.notification;

import dev.rigel.contract.block.BlockDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Sends mail by SMTP, through the server's own Jakarta Mail, to the mail server of the block. */
@ApplicationScoped
class EmailSender implements Sender {
  private static final String TIMEOUT_MILLIS = "10000";

  @Inject Clock clock;

  @Override
  public List<String> slugs() {
    return List.of(BlockDefinition.EMAIL);
  }

  @Override
  public void send(Map<String, Object> data, Message message) throws NotSent {
    var block = new NotificationBlock(data);
    var protection = Protection.of(block.text("smtp_type", "starttls"));
    var session = Session.getInstance(protection.properties(block));
    var user = block.find("username").orElse(null);
    try {
      var mail = mail(session, block, message);
      if (user == null) {
        Transport.send(mail);
      } else {
        Transport.send(mail, user, block.text("password"));
      }
    } catch (AddressException e) {
      throw NotSent.forGood("the block's sender or recipients are no addresses");
    } catch (MessagingException e) {
      throw NotSent.forNow("the mail server did not take it: " + e.getClass().getSimpleName());
    }
  }

  private MimeMessage mail(Session session, NotificationBlock block, Message message)
      throws MessagingException, NotSent {
    var mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress(block.text("sender"), true));
    for (var recipient : block.texts("recipients")) {
      mail.addRecipient(RecipientType.TO, new InternetAddress(recipient, true));
    }
    mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
    mail.setText(message.body(), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(clock.instant()));
    return mail;
  }

  /** How the connection to the mail server is protected, with the port that is usual for it. */
  private enum Protection {
    insecure("25", Map.of()),
    starttls(
        "587", Map.of("mail.smtp.starttls.enable", "true", "mail.smtp.starttls.required", "true")),
    ssl("465", Map.of("mail.smtp.ssl.enable", "true"));

    private final String port;
    private final Map<String, String> switches;

    Protection(String port, Map<String, String> switches) {
      this.port = port;
      this.switches = switches;
    }

    static Protection of(String name) throws NotSent {
      for (var protection : values()) {
        if (protection.name().equals(name)) {
          return protection;
        }
      }
      throw NotSent.forGood("the block's smtp_type is none of insecure, starttls, ssl");
    }

    Properties properties(NotificationBlock block) throws NotSent {
      var properties = new Properties();
      properties.putAll(switches);
      properties.put("mail.smtp.host", block.text("smtp_server"));
      properties.put("mail.smtp.port", "" + block.number("smtp_port", Integer.parseInt(port)));
      properties.put("mail.smtp.auth", "" + block.find("username").isPresent());
      properties.put("mail.smtp.ssl.checkserveridentity", "true");
      properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
      properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
      properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
      return properties;
    }
  }
}
