package dev.rigel.server.http;

import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * What fails only when a transaction commits, a violated constraint for example, is answered as
 * anything else. A class of its own, since Jersey has a mapper for just this exception, which would
 * win over one for all and answers 500 in HTML.
 */
@Provider
public class CommitErrorMapper implements ExceptionMapper<TransactionalException> {
  private final ErrorMapper errors = new ErrorMapper();

  @Override
  public Response toResponse(TransactionalException failed) {
    return errors.toResponse(failed);
  }
}
