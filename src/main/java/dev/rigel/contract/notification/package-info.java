/** Notification policies for flow runs. */
package dev.rigel.contract.notification;
