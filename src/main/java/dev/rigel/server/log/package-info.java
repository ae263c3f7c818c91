/** Log records of runs. */
@NullMarked
package dev.rigel.server.log;

import org.jspecify.annotations.NullMarked;
