/** Limits on task runs with the same tag, and the slots that running ones hold. */
package dev.rigel.server.concurrencylimit;
