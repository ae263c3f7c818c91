/** Notification policies for flow runs. */
@NullMarked
package dev.rigel.contract.notification;

import org.jspecify.annotations.NullMarked;
