/** Work queues: where agents find the runs of deployments. */
@NullMarked
package dev.rigel.contract.workqueue;

import org.jspecify.annotations.NullMarked;
