/**
 * Agents as the server knows them, and the one call by which they get work and are heard of: an
 * addition, of which clients of the reference know nothing.
 */
@NullMarked
package dev.rigel.contract.agent;

import org.jspecify.annotations.NullMarked;
