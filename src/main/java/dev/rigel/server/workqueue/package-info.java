/** Work queues. */
package dev.rigel.server.workqueue;
