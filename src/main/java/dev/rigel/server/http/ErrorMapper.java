package dev.rigel.server.http;

import dev.rigel.server.database.Database;
import dev.rigel.server.database.Outage;
import dev.rigel.server.platform.Problem;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every exception that leaves a resource becomes an answer of the contract; never a stack trace.
 */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());

  @Override
  public Response toResponse(Throwable thrown) {
    var causes = Outage.causes(thrown);
    return first(causes, Problem.class)
        .map(ErrorMapper::known)
        .or(() -> first(causes, WebApplicationException.class).map(ErrorMapper::ofTheServer))
        .or(() -> outage(thrown))
        .or(() -> ofTheDatabase(thrown))
        .orElseGet(() -> unknown(thrown));
  }

  private static <T> Optional<T> first(List<Throwable> among, Class<T> type) {
    return among.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Response known(Problem problem) {
    LOG.log(Level.DEBUG, () -> problem.status() + ": " + problem.getMessage());
    return json(problem.status(), problem.body());
  }

  private static Response ofTheServer(WebApplicationException e) {
    if (e instanceof NotFoundException) {
      return detail(404, "Not Found");
    }
    if (e instanceof NotAllowedException) {
      var allow = e.getResponse().getHeaderString("Allow");
      return Response.fromResponse(detail(405, "Method Not Allowed"))
          .header("Allow", allow)
          .build();
    }
    var status = e.getResponse().getStatus();
    if (e.getResponse().hasEntity()) {
      return e.getResponse();
    }
    return status < 500
        ? detail(status, e.getResponse().getStatusInfo().getReasonPhrase())
        : unknown(e);
  }

  /** One line of log for a whole outage is {@code database.Reachability}'s. */
  private static Optional<Response> outage(Throwable thrown) {
    if (!Outage.is(thrown)) {
      return Optional.empty();
    }
    LOG.log(Level.DEBUG, "the database did not answer", thrown);
    return Optional.of(unavailable("The database does not answer. Try again.", RetryAfter.away()));
  }

  /**
   * By SQLSTATE: 23 is a violated constraint, 22 a value that does not fit; what found the database
   * busy, clients try again by themselves. 42P01 (42S02 and 42S04 of H2) is a missing table:
   * somebody has dropped the database.
   */
  private static Optional<Response> ofTheDatabase(Throwable thrown) {
    return Outage.reasons(thrown).stream()
        .filter(e -> e instanceof SQLException sql && sql.getSQLState() != null)
        .findFirst()
        .flatMap(e -> ofTheDatabase((SQLException) e));
  }

  private static Optional<Response> ofTheDatabase(SQLException e) {
    var state = e.getSQLState();
    LOG.log(Level.DEBUG, () -> "database refused: " + state + " " + e.getMessage());
    if (state.startsWith("23")) {
      return Optional.of(detail(409, Problem.INTEGRITY));
    }
    if (state.startsWith("22")) {
      return Optional.of(detail(422, "A value does not fit its column."));
    }
    if (Database.isBusy(e)) {
      return Optional.of(unavailable("The database is busy. Try again.", RetryAfter.busy()));
    }
    if (Database.hasNoTable(e)) {
      return Optional.of(
          unavailable(
              "The database has no tables. A start of the server makes them.",
              RetryAfter.broken()));
    }
    return Optional.empty();
  }

  private static Response unavailable(String detail, int retryAfter) {
    return Response.fromResponse(detail(503, detail)).header("Retry-After", retryAfter).build();
  }

  private static Response unknown(Throwable thrown) {
    LOG.log(Level.ERROR, "request failed; the client gets a 500 without details", thrown);
    return json(500, Map.of("exception_message", "Internal Server Error"));
  }

  private static Response detail(int status, String detail) {
    return json(status, Map.of("detail", detail));
  }

  private static Response json(int status, @Nullable Object body) {
    if (body == null) {
      // without any entity Payara would send its own page
      return Response.status(status).type(MediaType.TEXT_PLAIN_TYPE).entity("").build();
    }
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
  }
}
