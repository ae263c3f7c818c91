package dev.rigel.contract.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.DeploymentFilter;
import dev.rigel.contract.query.FlowFilter;
import dev.rigel.contract.query.Selection;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose dates to look at, and in which span.
 *
 * @param calendars only deployments whose policy names one of these; an empty list matches nothing
 * @param start the first moment of the span; default now
 * @param end its last moment, inclusive; default 7 days after the start
 * @param timezone IANA name of the zone in which hours and days begin and dates are told; null: UTC
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record ScheduleDatesQuery(
    @Nullable FlowFilter flows,
    @Nullable DeploymentFilter deployments,
    @Nullable List<String> calendars,
    @Nullable OffsetDateTime start,
    @Nullable OffsetDateTime end,
    @Nullable String timezone) {

  /** The filters. */
  public Selection selection() {
    return new Selection(flows, null, null, deployments);
  }
}
