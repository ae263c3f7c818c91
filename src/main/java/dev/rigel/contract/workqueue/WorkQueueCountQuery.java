package dev.rigel.contract.workqueue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.NullIsAbsent;
import org.jspecify.annotations.Nullable;

/**
 * Body of the count: the filter, as in the listing.
 *
 * @param atMost where to stop: the answer is this for more as well; at least 1, null counts all
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkQueueCountQuery(
    @Nullable WorkQueueFilter workQueues, @Least(1) @Nullable Integer atMost) {}
