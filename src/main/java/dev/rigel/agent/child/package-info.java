/** The JVM that an agent starts for one flow run of a batch job. */
package dev.rigel.agent.child;
