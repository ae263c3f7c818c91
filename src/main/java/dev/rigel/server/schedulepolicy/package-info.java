/** What the policies of schedules make of planted runs: overlap, catch-up, late marks. */
package dev.rigel.server.schedulepolicy;
