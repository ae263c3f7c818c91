/** Work queues. */
@NullMarked
package dev.rigel.server.workqueue;

import org.jspecify.annotations.NullMarked;
