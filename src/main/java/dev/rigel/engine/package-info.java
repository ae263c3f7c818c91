/** Runs one flow run as one Jakarta Batch job execution and reports it. */
@NullMarked
package dev.rigel.engine;

import org.jspecify.annotations.NullMarked;
