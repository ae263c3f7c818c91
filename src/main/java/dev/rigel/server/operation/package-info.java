/** One action for many flow runs, in parts of which each is a transaction. */
@NullMarked
package dev.rigel.server.operation;

import org.jspecify.annotations.NullMarked;
