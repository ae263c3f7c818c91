/**
 * What is recorded of a flow run's batch job, so that another process goes on from its last
 * checkpoint: an addition, of which clients of the reference know nothing.
 */
@NullMarked
package dev.rigel.contract.job;

import org.jspecify.annotations.NullMarked;
