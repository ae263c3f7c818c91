/** One search over all that has a name: flows, deployments, work queues, agents, flow runs. */
@NullMarked
package dev.rigel.server.search;

import org.jspecify.annotations.NullMarked;
