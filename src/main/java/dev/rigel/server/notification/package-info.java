/** Notification policies, and the messages they cause when flow runs change state. */
@NullMarked
package dev.rigel.server.notification;

import org.jspecify.annotations.NullMarked;
