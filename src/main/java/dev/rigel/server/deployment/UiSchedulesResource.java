package dev.rigel.server.deployment;

import dev.rigel.contract.schedule.ScheduleDates;
import dev.rigel.contract.schedule.ScheduleDatesQuery;
import dev.rigel.contract.schedule.SchedulePreview;
import dev.rigel.contract.schedule.SchedulePreviewRequest;
import dev.rigel.contract.schedule.UiSchedulesApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** What schedules mean, over HTTP. */
@Path(UiSchedulesApi.PATH)
@ApplicationScoped
public class UiSchedulesResource implements UiSchedulesApi {
  @Inject ScheduleViews schedules;

  @Override
  public SchedulePreview preview(SchedulePreviewRequest request) {
    return schedules.preview(request);
  }

  @Override
  public ScheduleDates dates(ScheduleDatesQuery query) {
    return schedules.dates(query);
  }
}
