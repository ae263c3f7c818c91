package dev.rigel.server.platform;

import dev.rigel.contract.json.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that cannot be met, with the answer it gets. Rolls the transaction back. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the reference says when a unique or foreign key is violated. */
  public static final String INTEGRITY =
      "Data integrity conflict. This usually means a unique or foreign key constraint was violated. See server logs for details.";

  private final int status;
  private final transient @Nullable Object body;

  private Problem(int status, String message, @Nullable Object body) {
    super(message, null, false, false);
    this.status = status;
    this.body = body;
  }

  /** 404 {@code {"detail": …}}. */
  public static Problem notFound(String detail) {
    return detail(404, detail);
  }

  /** 404 {@code {"exception_message": …}}, as the reference answers from its depths. */
  public static Problem missing(String message) {
    return new Problem(404, message, Map.of("exception_message", message));
  }

  /** 409. */
  public static Problem conflict(String detail) {
    return detail(409, detail);
  }

  /** 422 {@code {"detail": …}}. */
  public static Problem invalid(String detail) {
    return detail(422, detail);
  }

  /** 422 with field errors and the body they were found in, if there was one. */
  public static Problem invalid(List<FieldError> errors, @Nullable Object body) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("exception_message", "Invalid request received.");
    answer.put("exception_detail", errors);
    answer.put("request_body", body);
    return new Problem(422, errors.get(0).msg(), answer);
  }

  /** Any status with {@code {"detail": …}}. */
  public static Problem detail(int status, String detail) {
    return new Problem(status, detail, Map.of("detail", detail));
  }

  /** Any status with an empty body. */
  public static Problem empty(int status) {
    return new Problem(status, "HTTP " + status, null);
  }

  public int status() {
    return status;
  }

  /** What is sent, if anything. */
  public @Nullable Object body() {
    return body;
  }
}
