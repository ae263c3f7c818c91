/** What the policies of schedules make of planted runs: overlap, catch-up, late marks. */
@NullMarked
package dev.rigel.server.schedulepolicy;

import org.jspecify.annotations.NullMarked;
