/** Agents: who is there, what they have, and what becomes of it when they are gone. */
@NullMarked
package dev.rigel.server.agent;

import org.jspecify.annotations.NullMarked;
