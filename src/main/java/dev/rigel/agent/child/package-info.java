/** The JVM that an agent starts for one flow run of a batch job. */
@NullMarked
package dev.rigel.agent.child;

import org.jspecify.annotations.NullMarked;
