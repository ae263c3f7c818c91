package dev.rigel.server.database;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * A statement that fails has failed, for EclipseLink as for Hibernate. By itself it would look
 * whether the connection lives, by another statement, and if not begin again up to four times, with
 * five seconds of sleep in between, on a thread of the server and in a transaction that {@link
 * LastingConnection} knows to be lost. Named in persistence.xml; not loaded where Hibernate is.
 */
public final class FailsAtOnce implements SessionCustomizer {
  @Override
  public void customize(Session session) {
    session.getLogin().setConnectionHealthValidatedOnError(false);
  }
}
