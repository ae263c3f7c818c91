package dev.rigel.contract.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.query.Page;
import org.jspecify.annotations.Nullable;

/**
 * Body of the listing: no filter is all policies; {@code {}} is only the inactive ones, as in the
 * reference.
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlowRunNotificationPolicyQuery(
    @Nullable FlowRunNotificationPolicyFilter flowRunNotificationPolicyFilter,
    @Nullable Integer limit,
    @Nullable Integer offset) {

  /** The page asked for. */
  public Page page() {
    return new Page(limit, offset);
  }
}
