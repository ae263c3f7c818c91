/** Flows: the names that runs and deployments belong to. */
@NullMarked
package dev.rigel.contract.flow;

import org.jspecify.annotations.NullMarked;
