package dev.rigel.server.http;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.server.platform.FoundOrCreated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** The status of this request's answer, where only the call itself can tell it. */
@ApplicationScoped
public class Answer {
  static final String STATUS = "dev.rigel.status";
  @Inject HttpServletRequest request;

  /** 201 for what was created, 200 for what was there. */
  public <T> T of(FoundOrCreated<T> made) {
    return made.isNew() ? made.value() : with(200, made.value());
  }

  /** 201 where a state was stored, 200 where none was. */
  public OrchestrationResult of(OrchestrationResult result) {
    return result.state() == null ? with(200, result) : result;
  }

  /** The value, with a status. */
  public <T> T with(int status, T value) {
    request.setAttribute(STATUS, status);
    return value;
  }
}
