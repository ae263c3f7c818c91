/**
 * The gate: every change of a run's state, from anyone, is one call that asks the rules in their
 * order.
 */
@NullMarked
package dev.rigel.server.orchestration;

import org.jspecify.annotations.NullMarked;
