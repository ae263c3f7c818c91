/**
 * What every feature stands on and nothing else: problems that a client is told of, threads, the
 * end of the application.
 */
@NullMarked
package dev.rigel.server.platform;

import org.jspecify.annotations.NullMarked;
