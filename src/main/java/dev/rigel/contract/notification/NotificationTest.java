package dev.rigel.contract.notification;

import org.jspecify.annotations.Nullable;

/**
 * What came of a message that was sent as a test.
 *
 * @param isSent whether the receiver took it
 * @param refusal why it did not arrive; null if it did
 */
public record NotificationTest(boolean isSent, @Nullable String refusal) {}
