package dev.rigel.contract.workqueue;

import dev.rigel.contract.json.IgnoreUnknown;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Legacy matching: runs of deployments whose run tags hold all of these, and whose deployment is
 * listed.
 *
 * @param tags null or empty for no demand
 * @param deploymentIds null for no demand, empty for none
 */
@IgnoreUnknown
public record QueueFilter(@Nullable List<String> tags, @Nullable List<UUID> deploymentIds) {}
