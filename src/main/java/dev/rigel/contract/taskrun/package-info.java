/** Task runs: one step of a flow run. */
@NullMarked
package dev.rigel.contract.taskrun;

import org.jspecify.annotations.NullMarked;
