/** Task runs: the steps of flow runs. */
@NullMarked
package dev.rigel.server.taskrun;

import org.jspecify.annotations.NullMarked;
