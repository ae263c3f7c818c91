package dev.rigel.contract.schedule;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** What schedules mean, in words and as dates; nothing is stored or planted by asking. */
@Path(UiSchedulesApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface UiSchedulesApi {
  /** Below {@code /api}. */
  String PATH = "ui/schedules";

  /**
   * A schedule, which no deployment needs to have, in words, with its next dates and what is
   * particular about them; 422 for one that has no meaning, and for unknown calendars.
   */
  @POST
  @Path("preview")
  SchedulePreview preview(SchedulePreviewRequest request);

  /**
   * The dates of all deployments with an active schedule in a span of time, at most 366 days; above
   * 500 of them how many there are in each hour, or in each day for more than 8 days.
   */
  @POST
  @Path("dates")
  ScheduleDates dates(ScheduleDatesQuery query);
}
