package dev.rigel.cli;

import dev.rigel.cli.terminal.RelativeTime;
import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.Trouble;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Troubles in sentences, as seen from now; with the command that looks further, where one does. */
final class TroubleText {
  private final OffsetDateTime now;

  TroubleText(OffsetDateTime now) {
    this.now = now;
  }

  String of(Trouble trouble) {
    var name = "'" + trouble.ids().get(0).name() + "'";
    var id = trouble.ids().get(0).id();
    var figures = trouble.figures();
    return switch (trouble.kind()) {
      case queue_full ->
          "Work queue %s is full (%d of %d), and %s late, the oldest due %s.%s"
              .formatted(
                  name,
                  number(figures.taken()),
                  number(figures.limit()),
                  count(figures.late(), "run is", "runs are"),
                  when(trouble.since()),
                  others(trouble, " Its places have "));
      case no_agent ->
          "No agent polls work queue %s, and a run waits that was due %s. `rigel agent start -q %s` starts one."
              .formatted(name, when(trouble.since()), trouble.ids().get(0).name());
      case queue_late ->
          "%s of work queue %s %s late, the oldest due %s. %s it, and all take what they can."
              .formatted(
                  count(figures.late(), "run", "runs"),
                  name,
                  number(figures.late()) == 1 ? "is" : "are",
                  when(trouble.since()),
                  count(figures.agents(), "agent serves", "agents serve"));
      case deployment_failing ->
          "Deployment '%s/%s' has ended badly %s%s%s%s. `rigel flow-run logs %s` shows how."
              .formatted(
                  trouble.ids().get(1).name(),
                  trouble.ids().get(0).name(),
                  number(figures.count()) == 1
                      ? ""
                      : number(figures.count()) + " times in a row, the last time ",
                  when(trouble.since()),
                  figures.lastGood() == null
                      ? "; it has never completed"
                      : "; it completed " + when(figures.lastGood()),
                  said(trouble),
                  trouble.ids().get(2).id());
      case agent_lost ->
          "Agent %s was heard of for the last time %s. It had %s.%s"
              .formatted(
                  name,
                  when(trouble.since()),
                  count(figures.count(), "run", "runs"),
                  others(trouble, " They are now: "));
      case run_overlong ->
          "Run %s of deployment '%s' began %s; usual are %s at most. `rigel flow-run inspect %s` shows who has it."
              .formatted(
                  name,
                  trouble.ids().get(1).name(),
                  when(trouble.since()),
                  figures.usual() == null ? "?" : length(figures.usual()),
                  id);
      case run_pending ->
          "Run %s was taken %s and has not begun.%s `rigel flow-run inspect %s` tells more."
              .formatted(name, when(trouble.since()), others(trouble, " Whoever has it: "), id);
      case dates_missed ->
          "Deployment %s has missed %s, the last %s: nobody took the runs in their window."
              .formatted(name, count(figures.count(), "date", "dates"), when(trouble.since()));
      case notifications_given_up ->
          "%s for %s to '%s' %s given up since %s%s."
              .formatted(
                  count(figures.count(), "notification", "notifications"),
                  name,
                  trouble.ids().get(1).name(),
                  number(figures.count()) == 1 ? "was" : "were",
                  when(trouble.since()),
                  said(trouble));
      case schedule_ended ->
          trouble.message() == null
              ? "The schedule of deployment %s is on and has no further dates.".formatted(name)
              : "The schedule of deployment %s starts nothing%s.".formatted(name, said(trouble));
      default -> trouble.kind() + ": " + name;
    };
  }

  private String when(@Nullable OffsetDateTime time) {
    return time == null ? "at a time that is not known" : RelativeTime.of(time, now);
  }

  private static String said(Trouble trouble) {
    return trouble.message() == null ? "" : ": " + withoutStop(trouble.message());
  }

  private static String withoutStop(String text) {
    var line = text.strip().lines().findFirst().orElse("");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  /** What is mentioned beside the thing itself. */
  private String others(Trouble trouble, String before) {
    return trouble.ids().size() < 2
        ? ""
        : trouble.ids().stream()
            .skip(1)
            .map(this::other)
            .collect(Collectors.joining(", ", before, "."));
  }

  private String other(Mention mention) {
    var state = mention.state() == null ? "" : mention.state() + " ";
    var since = mention.since() == null ? "" : " (" + state + when(mention.since()) + ")";
    return "'" + mention.name() + "'" + since;
  }

  private static int number(@Nullable Integer figure) {
    return Objects.requireNonNullElse(figure, 0);
  }

  private static String count(@Nullable Integer figure, String one, String many) {
    return number(figure) + " " + (number(figure) == 1 ? one : many);
  }

  private static String length(Duration duration) {
    if (duration.toMinutes() > 0) {
      return duration.toHours() > 0
          ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
          : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
    return duration.toMillis() < 1_000
        ? duration.toMillis() + " ms"
        : "%d s".formatted(duration.toSeconds());
  }
}
