/**
 * What every feature stands on and nothing else: problems that a client is told of, threads, the
 * end of the application.
 */
package dev.rigel.server.platform;
