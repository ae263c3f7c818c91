/** Log records of runs. */
package dev.rigel.server.log;
