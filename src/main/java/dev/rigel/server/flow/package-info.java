/** Flows. */
@NullMarked
package dev.rigel.server.flow;

import org.jspecify.annotations.NullMarked;
