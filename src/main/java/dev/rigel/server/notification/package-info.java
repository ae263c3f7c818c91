/** Notification policies, and the messages they cause when flow runs change state. */
package dev.rigel.server.notification;
