/** The settings as a server reads them. */
@NullMarked
package dev.rigel.server.settings;

import org.jspecify.annotations.NullMarked;
