/** The start and the end of the application in its server. */
package dev.rigel.server.lifecycle;
