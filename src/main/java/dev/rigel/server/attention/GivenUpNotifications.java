package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleFigures;
import dev.rigel.contract.attention.TroubleKind;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** A receiver did not take what it was to be told, within a week: somebody relies on that. */
final class GivenUpNotifications implements TroubleRule<UnsentMessages> {
  static final Duration REMEMBERED = Duration.ofDays(7);

  @Override
  public Optional<Trouble> judge(UnsentMessages messages, OffsetDateTime now) {
    return messages.count() > 0 && !messages.last().isBefore(now.minus(REMEMBERED))
        ? Optional.of(trouble(messages))
        : Optional.empty();
  }

  private static Trouble trouble(UnsentMessages messages) {
    return TroubleBuilder.builder()
        .kind(TroubleKind.notifications_given_up)
        .severity(Severity.medium)
        .since(messages.first())
        .ids(List.of(messages.policy(), messages.block()))
        .figures(TroubleFigures.ofCount(messages.count()))
        .message(messages.refusal())
        .build();
  }
}
