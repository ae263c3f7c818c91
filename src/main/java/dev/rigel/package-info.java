/** Rigel: agents and work queues for Jakarta EE. */
@NullMarked
package dev.rigel;

import org.jspecify.annotations.NullMarked;
