/** Limits on task runs with the same tag, and the slots that running ones hold. */
@NullMarked
package dev.rigel.server.concurrencylimit;

import org.jspecify.annotations.NullMarked;
