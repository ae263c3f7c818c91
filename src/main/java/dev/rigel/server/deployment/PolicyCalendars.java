package dev.rigel.server.deployment;

import dev.rigel.server.schedule.BusinessCalendar;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The business calendars that policies name. Part of the caller's transaction. A calendar that a
 * deployment uses is never deleted; when one changes, the deployments that use it are planted anew.
 */
public interface PolicyCalendars {

  /** Those of some names, by name, as they are now; unknown names are left out. */
  Map<String, BusinessCalendar> named(Collection<String> names);

  /**
   * As {@link #named}, and keeps them as they are until the transaction ends. To be called before
   * the row of a deployment is locked, as whoever changes a calendar does it.
   */
  Map<String, BusinessCalendar> lock(Collection<String> names);

  /** Remembers the calendars that the policy of a deployment names, which are locked. */
  void use(UUID deploymentId, List<String> names);
}
