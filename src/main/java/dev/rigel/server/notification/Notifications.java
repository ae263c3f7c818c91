package dev.rigel.server.notification;

import static dev.rigel.contract.setting.Settings.API_PORT;
import static dev.rigel.contract.setting.Settings.UI_API_URL;
import static dev.rigel.contract.setting.Settings.UI_URL;

import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.NotificationTest;
import dev.rigel.server.block.BlockDocuments;
import dev.rigel.server.database.Times;
import dev.rigel.server.flow.Flows;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.notification.NotificationQueueRepository.Queued;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;

/**
 * Sends what is queued. Opens no transaction of its own: a message is taken in one, sent outside of
 * any, and removed in another. So a server that dies in between may cause a second sending, never a
 * lost message.
 */
@ApplicationScoped
class Notifications {
  private static final Logger LOG = System.getLogger(Notifications.class.getName());

  @Inject NotificationQueue queue;
  @Inject NotificationPolicies policies;
  @Inject FlowRuns runs;
  @Inject Flows flows;
  @Inject BlockDocuments documents;
  @Inject ServerSettings settings;
  @Inject Clock clock;
  @Inject @Any Instance<Sender> senders;

  /**
   * Sends the next message that is due; one that cannot be sent holds up no other one.
   *
   * @return whether there was one
   */
  public boolean sendNext() {
    var next = queue.take();
    next.ifPresent(this::handle);
    return next.isPresent();
  }

  private void handle(Queued queued) {
    try {
      send(queued);
      queue.sent(queued);
    } catch (Problem e) {
      LOG.log(Level.DEBUG, "notification dropped, as what it is about is gone: " + e.getMessage());
      queue.drop(queued);
    } catch (NotSent e) {
      failed(queued, e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "notification not sent because of an error of ours", e);
      failed(queued, NotSent.forNow("an error of ours"));
    }
  }

  /** Sends a message about a run that does not exist; 404 for an unknown policy. */
  NotificationTest test(UUID policyId) {
    var policy = policies.read(policyId);
    try {
      send(policy, new MessageText(pageUrl()).ofExample(policy, Times.now(clock)));
      return new NotificationTest(true, null);
    } catch (NotSent e) {
      return new NotificationTest(false, e.getMessage());
    }
  }

  private void send(Queued queued) throws NotSent {
    var policy = policies.read(queued.policyId());
    send(policy, message(policy, queued));
  }

  private void send(FlowRunNotificationPolicyResponse policy, Message message) throws NotSent {
    var document = documents.read(policy.blockDocumentId(), true);
    sender(document.blockType().slug()).send(document.data(), message);
  }

  private Message message(FlowRunNotificationPolicyResponse policy, Queued queued) {
    var state = runs.state(queued.stateId());
    var run = runs.read(Objects.requireNonNull(state.stateDetails().flowRunId()));
    return new MessageText(pageUrl()).of(policy, flows.read(run.flowId()), run, state);
  }

  private String pageUrl() {
    return settings
        .find(UI_URL)
        .map(URI::toString)
        .or(
            () ->
                settings
                    .find(UI_API_URL)
                    .filter(api -> api.startsWith("http"))
                    .map(api -> api.replaceFirst("/api/*$", "")))
        .orElseGet(() -> "http://127.0.0.1:" + settings.get(API_PORT));
  }

  private Sender sender(String slug) throws NotSent {
    return senders.stream()
        .filter(sender -> sender.slugs().contains(slug))
        .findFirst()
        .orElseThrow(() -> NotSent.forGood("blocks of type " + slug + " cannot send"));
  }

  private void failed(Queued queued, NotSent why) {
    var what = "notification of policy " + queued.policyId() + " about state " + queued.stateId();
    if (why.isFinal()) {
      LOG.log(Level.ERROR, what + " given up: " + why.getMessage());
      queue.giveUp(queued, why);
      return;
    }
    var givenUp = queue.failed(queued, why);
    var next =
        givenUp > 0
            ? givenUp + " of this policy given up"
            : "next try in "
                + NotificationQueue.waitAfter(queued.attempts() + 1).toSeconds()
                + " s";
    LOG.log(Level.WARNING, what + " not sent: " + why.getMessage() + "; " + next);
  }
}
