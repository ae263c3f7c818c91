package dev.rigel.server.attention;

import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleFigures;
import dev.rigel.contract.attention.TroubleKind;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An agent went without a word, within the last day, and none of its name has come in its place. It
 * matters more if it had runs. One of the reference never signs off: of those {@link UnservedQueue}
 * tells.
 */
final class LostAgent implements TroubleRule<SilentAgent> {
  static final Duration REMEMBERED = Duration.ofDays(1);

  @Override
  public Optional<Trouble> judge(SilentAgent agent, OffsetDateTime now) {
    return agent.isReplaced() || agent.lastHeardOf().isBefore(now.minus(REMEMBERED))
        ? Optional.empty()
        : Optional.of(trouble(agent));
  }

  private static Trouble trouble(SilentAgent agent) {
    return TroubleBuilder.builder()
        .kind(TroubleKind.agent_lost)
        .severity(agent.runs() > 0 ? Severity.high : Severity.medium)
        .since(agent.lastHeardOf())
        .ids(Stream.concat(Stream.of(agent.mention()), agent.some().stream()).toList())
        .figures(TroubleFigures.ofCount(agent.runs()))
        .build();
  }
}
