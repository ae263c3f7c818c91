package dev.rigel.server.flowrun;

import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.log.FlowRunLogsApi;
import dev.rigel.contract.log.LogFilter;
import dev.rigel.contract.log.LogFilterBuilder;
import dev.rigel.contract.log.LogFormat;
import dev.rigel.contract.log.LogLevel;
import dev.rigel.contract.query.Match;
import dev.rigel.server.log.LogDownload;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What flow runs have logged, over HTTP. */
@Path(FlowRunLogsApi.PATH)
@ApplicationScoped
public class FlowRunLogsResource implements FlowRunLogsApi {
  private static final int LONGEST_NAME = 100;

  @Inject FlowRuns runs;
  @Inject LogDownload download;
  @Inject HttpServletRequest request;

  @Override
  public Response download(
      UUID id,
      @Nullable String level,
      LogFormat format,
      @Nullable String find,
      @Nullable UUID taskRunId) {
    var filter =
        LogFilterBuilder.builder()
            .level(level == null ? null : new Match.Levels(least(level), null))
            .flowRunId(new Match.Ids(List.of(id)))
            .taskRunId(taskRunId == null ? null : new Match.Ids(List.of(taskRunId)))
            .message(find == null ? null : new Match.Like(find))
            .build();
    var name = fileName(runs.read(id).name(), id, format);
    return Response.ok(body(filter, format), format.mediaType())
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }

  /** The servers answer HEAD by what answers GET, and throw its body away. */
  private StreamingOutput body(LogFilter filter, LogFormat format) {
    return request.getMethod().equals(HttpMethod.HEAD)
        ? download.beginning(filter, format)
        : download.of(filter, format);
  }

  private static int least(String level) {
    return LogLevel.parse(level)
        .orElseThrow(
            () ->
                Problem.invalid(
                    List.of(
                        FieldError.of(
                            List.of("query", "level"),
                            "value is neither a number nor one of DEBUG, INFO, WARNING, ERROR,"
                                + " CRITICAL",
                            "value_error")),
                    null));
  }

  /** Of characters that no system takes amiss; runs may have the same name. */
  static String fileName(String run, UUID id, LogFormat format) {
    var plain = run.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    var name = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    return (name.isEmpty() ? "flow-run" : name)
        + "-"
        + id.toString().substring(0, 8)
        + "."
        + format.ending();
  }
}
