/** Deployments. */
@NullMarked
package dev.rigel.server.deployment;

import org.jspecify.annotations.NullMarked;
