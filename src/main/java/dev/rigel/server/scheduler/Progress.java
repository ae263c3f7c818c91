package dev.rigel.server.scheduler;

import dev.rigel.server.deployment.Deployment;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * How far a deployment is planted.
 *
 * @param plantedUntil the last date; null for none
 * @param replantAt when a pass is to look at it again; null: at once
 */
record Progress(UUID deploymentId, OffsetDateTime plantedUntil, OffsetDateTime replantAt) {

  /** After all wanted dates of a span have been planted. */
  static Progress of(Deployment deployment, Span span, List<OffsetDateTime> wanted) {
    var last = wanted.isEmpty() ? null : wanted.get(wanted.size() - 1);
    return new Progress(deployment.id(), last, span.exhaustedAt(wanted));
  }

  /** Nothing is known; the next pass looks. */
  static Progress none(Deployment deployment) {
    return new Progress(deployment.id(), null, null);
  }
}
