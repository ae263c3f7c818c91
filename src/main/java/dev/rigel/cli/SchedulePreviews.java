package dev.rigel.cli;

import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.Table;
import dev.rigel.client.ApiException;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.schedule.PreviewedDate;
import dev.rigel.contract.schedule.ScheduleNote;
import dev.rigel.contract.schedule.SchedulePreview;
import dev.rigel.contract.schedule.SchedulePreviewRequestBuilder;
import dev.rigel.contract.schedule.UiSchedulesApi;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schedules of deployments as the server tells them; nothing where it tells none. */
final class SchedulePreviews {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm:ss xxx", Locale.ENGLISH);

  private final Session session;

  SchedulePreviews(Session session) {
    this.session = session;
  }

  /** Of one that has a schedule; empty from a server that does not know how. */
  Optional<SchedulePreview> of(DeploymentResponse deployment, int limit) {
    var schedule = deployment.schedule();
    if (schedule == null) {
      return Optional.empty();
    }
    var request =
        SchedulePreviewRequestBuilder.builder()
            .schedule(schedule)
            .schedulePolicy(deployment.schedulePolicy())
            .limit(limit)
            .deploymentId(deployment.id())
            .build();
    try {
      return Optional.of(session.api().of(UiSchedulesApi.class).preview(request));
    } catch (ApiException e) {
      if (e.isNoSuchCall()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** In one line: {@code At 09:30, Monday to Friday (Europe/London)}, and the policy. */
  Optional<String> words(DeploymentResponse deployment) {
    return of(deployment, 1).map(SchedulePreviews::line);
  }

  private static String line(SchedulePreview preview) {
    var pieces = new ArrayList<String>();
    pieces.add(preview.words() + " (" + preview.timezone() + ")");
    pieces.addAll(preview.policyWords());
    return String.join("; ", pieces);
  }

  void show(SchedulePreview preview) {
    session.out().print(line(preview));
    var table = Table.titled("Next dates").column("Date", Style.CYAN).column("Starts", Style.PLAIN);
    preview.dates().forEach(date -> table.row(text(date.scheduledTime()), start(date)));
    session.out().print(table);
    preview.notes().stream().map(ScheduleNote::text).forEach(session.out()::print);
  }

  private static String start(PreviewedDate date) {
    @Nullable OffsetDateTime start = date.expectedStartTime();
    return start == null ? "" : text(start.withOffsetSameInstant(date.scheduledTime().getOffset()));
  }

  private static String text(OffsetDateTime time) {
    return TIME.format(time);
  }
}
