/** The start and the end of the application in its server. */
@NullMarked
package dev.rigel.server.lifecycle;

import org.jspecify.annotations.NullMarked;
