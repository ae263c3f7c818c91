/** Records of the batch jobs of flow runs, by which a job goes on in another process. */
@NullMarked
package dev.rigel.server.job;

import org.jspecify.annotations.NullMarked;
