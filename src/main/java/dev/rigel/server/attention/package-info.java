/** What needs somebody: troubles of queues, deployments, runs, agents and notifications. */
@NullMarked
package dev.rigel.server.attention;

import org.jspecify.annotations.NullMarked;
