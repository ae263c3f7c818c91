package dev.rigel.contract.calendar;

import dev.rigel.contract.json.Answers;
import dev.rigel.contract.query.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Business calendars: the days on which schedules may start runs. */
@Path(CalendarsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface CalendarsApi {
  /** Below {@code /api}. */
  String PATH = "calendars";

  /** Makes a calendar; 409 if the name is taken. */
  @POST
  @Path("/")
  @Answers(201)
  CalendarResponse create(CalendarCreate calendar);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  CalendarResponse read(@PathParam("id") UUID id);

  /** Reads one by its exact name; 404 if unknown. */
  @GET
  @Path("name/{name}")
  CalendarResponse readByName(@PathParam("name") String name);

  /** Changes the given fields, and plants the deployments that use it anew; 404 if unknown. */
  @PATCH
  @Path("{id}")
  void update(@PathParam("id") UUID id, CalendarUpdate update);

  /** Deletes a calendar; 404 if unknown, 409 as long as policies of deployments name it. */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);

  /** Lists calendars by name, without their days and texts. */
  @POST
  @Path("filter")
  List<CalendarSummaryResponse> filter(Page page);

  /**
   * Which days are open and which closed; 404 if unknown; 422 for a span of more than 366 days.
   *
   * @param start the first day; default today, in the zone of the calendar
   * @param end the last day; default 30 days after the first
   */
  @GET
  @Path("{id}/days")
  List<CalendarDay> days(
      @PathParam("id") UUID id,
      @QueryParam("start") @Nullable LocalDate start,
      @QueryParam("end") @Nullable LocalDate end);
}
