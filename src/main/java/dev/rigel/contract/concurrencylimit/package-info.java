/** Limits on task runs with the same tag. */
@NullMarked
package dev.rigel.contract.concurrencylimit;

import org.jspecify.annotations.NullMarked;
