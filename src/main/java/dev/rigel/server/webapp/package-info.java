/** The web page: its files, its addresses, and the headers they go out with. */
@NullMarked
package dev.rigel.server.webapp;

import org.jspecify.annotations.NullMarked;
