/** Turns the filters of the contract into SQL conditions. Knows tables and columns, no entities. */
@NullMarked
package dev.rigel.server.query;

import org.jspecify.annotations.NullMarked;
