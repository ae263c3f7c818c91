package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.cli.terminal.Style;
import dev.rigel.client.ApiException;
import dev.rigel.contract.attention.AttentionApi;
import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code attention}: what the dashboard says, in sentences. */
@Command(name = "attention", description = "Show what needs somebody, the worst first.")
final class AttentionCommand implements Runnable {
  private final Session session;

  @Mixin OutputFormat format;

  AttentionCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    var troubles = troubles();
    session.out().show(format, troubles, () -> show(troubles));
  }

  private List<Trouble> troubles() {
    try {
      return session.api().of(AttentionApi.class).list(null);
    } catch (ApiException e) {
      throw e.isNoSuchCall()
          ? new Failure("This server does not tell what needs somebody, as one of Rigel does.")
          : e;
    }
  }

  private void show(List<Trouble> troubles) {
    if (troubles.isEmpty()) {
      session.out().success("Nothing needs anybody.");
    }
    var words = new TroubleText(session.now());
    troubles.forEach(trouble -> session.out().print(words.of(trouble), style(trouble.severity())));
  }

  private static Style style(Severity severity) {
    return switch (severity) {
      case high -> Style.RED;
      case medium -> Style.YELLOW;
      case low -> Style.PLAIN;
    };
  }
}
