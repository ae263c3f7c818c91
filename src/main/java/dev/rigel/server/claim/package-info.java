/** Which agent has which flow run, and the tokens that speak for these runs. */
@NullMarked
package dev.rigel.server.claim;

import org.jspecify.annotations.NullMarked;
